import type { Observation } from '../model/evidence.ts';
import { type ListedTarget, worstVerdict } from '../model/listing.ts';
import { asciiJson } from './encode.ts';
import { resultsIn } from './list-facts.ts';
import { thingOf } from './listed-things.ts';

/** One line of `--format ndjson`. */
export const renderTarget = ({ target, host, results, problem }: ListedTarget): string =>
  `${asciiJson({
    type: 'target',
    target,
    ...(host === undefined ? {} : { host }),
    verdict: worstVerdict(results.map(({ verdict }) => verdict)),
    ...(problem === undefined ? {} : { problem }),
    results,
  })}\n`;

/** The line that an observation is worth, if lists were asked in it. */
export function targetOf({ fact, subject, outcome }: Observation): ListedTarget | undefined {
  const target = thingOf(fact, subject);
  if (target === undefined || outcome.status === 'skipped') return undefined;
  return {
    target,
    ...(subject.kind === 'address' && subject.host !== subject.ip ? { host: subject.host } : {}),
    results: outcome.status === 'observed' ? resultsIn(outcome.value) : [],
    ...(outcome.status === 'inconclusive' ? { problem: outcome.reason } : {}),
  };
}
