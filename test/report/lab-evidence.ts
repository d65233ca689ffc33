import { labTarget, labWishes } from '../../src/cli/lab-wishes.ts';
import { diagnose } from '../../src/commands/diagnose.ts';
import { dns } from '../../src/commands/dns.ts';
import { gather } from '../../src/gather.ts';
import { startScenario } from '../../src/lab/start.ts';
import type { Limits } from '../../src/model/limits.ts';
import type { Evidence } from '../../src/model/report.ts';
import type { RunOptions } from '../../src/run-options.ts';
import { isProblem } from '../../src/settings/problem.ts';
import { toTarget } from '../../src/settings/target.ts';

/** What is silent on purpose is given up soon. */
const impatient: Partial<Limits> = { connectMs: 1000, dnsMs: 1500, greetingMs: 2000 };

/** What `mailcheck diagnose --lab ID` gathers, or `mailcheck dns --lab ID` where records show it. */
export async function evidenceOf(id: string, more: Partial<RunOptions> = {}): Promise<Evidence> {
  const lab = await startScenario(id);
  try {
    const isAudit = lab.scenario.run?.records !== undefined;
    const command = isAudit ? dns : diagnose;
    if (command.wishes === undefined) throw new Error('it asks servers');
    const { wishes, options } = labWishes(lab, { wishes: command.wishes }, undefined, {});
    const named = toTarget(wishes, options);
    if (isProblem(named)) throw new Error(named.problem);
    const target = labTarget(lab, named, { argument: undefined, options });
    const credentials = isAudit ? undefined : lab.credentials;
    return await gather({
      command: command.name,
      target: credentials === undefined ? target : { ...target, credentials: credentials.kind },
      network: lab.network,
      controls: lab.controls,
      limits: impatient,
      allowPrivate: true,
      ...(credentials === undefined ? {} : { credentials }),
      ...(options.mechanism === undefined ? {} : { mechanism: options.mechanism }),
      ...more,
    });
  } finally {
    await lab.close();
  }
}
