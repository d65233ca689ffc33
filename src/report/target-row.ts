import { type ListedTarget, type ListResult, worstVerdict } from '../model/listing.ts';
import { forTerminal } from './encode.ts';
import { byWeight } from './listed-things.ts';
import { inkOf, type Style } from './style.ts';

/** One line about one of many targets; a line is never broken, so that it can be searched. */
export function targetRow({ target, host, results, problem }: ListedTarget, style: Style): string {
  const ink = inkOf(style);
  const verdict = results.length === 0 ? 'not asked' : worstVerdict(results.map((one) => one.verdict));
  const isGrave = results.some((one) => one.verdict === 'listed' && one.impact !== 'low');
  const tone = isGrave ? ink.red : verdict === 'clean' || verdict === 'info' ? ink.green : ink.yellow;
  const name = host === undefined ? target : `${target} (${host})`;
  const said = [...(problem === undefined ? [] : [problem]), ...byWeight(results).flatMap(told)];
  return `${forTerminal(name).padEnd(39)}  ${tone(verdict.padEnd(9))}  ${forTerminal(said.join('; '))}`.trimEnd();
}

function told({ verdict, name, impact, meaning, unknown }: ListResult): string[] {
  if (verdict === 'listed' || verdict === 'policy') return [`${name} [${impact}] ${meaning}`];
  if (verdict === 'info') return [`${name} ${meaning}`];
  return verdict === 'unknown' && impact === 'high' ? [`${name} unknown (${unknown ?? ''})`] : [];
}

/** Is a target worth a line where nobody asked for all of them? */
export const isWorthTelling = (told: readonly ListedTarget[]): boolean =>
  told.some(
    ({ results, problem }) =>
      problem !== undefined ||
      ['listed', 'policy', 'unknown'].includes(worstVerdict(results.map(({ verdict }) => verdict))),
  );
