import { scenarioIds } from '../lab/catalogue.ts';
import { type StartedScenario, startScenario } from '../lab/start.ts';
import { nearest } from '../settings/nearest.ts';
import { UsageError } from './usage-error.ts';

/** @throws UsageError with the nearest id when there is no such scenario */
export async function openLab(id: string): Promise<StartedScenario> {
  if (!scenarioIds.includes(id)) {
    const near = nearest(id, scenarioIds);
    throw new UsageError(
      `there is no lab scenario "${id}".${near === undefined ? '' : ` Did you mean ${near}?`}`,
      'All scenarios: mailcheck lab --list',
    );
  }
  return startScenario(id);
}
