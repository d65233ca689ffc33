import { familyOf } from '../../model/subject.ts';
import { isQueryName, lowerName, reverseName } from '../../protocols/dns-names.ts';
import { canonicalIp } from '../../protocols/ip.ts';
import type { SpfProblem } from '../facts/spf.ts';
import { type SpfRun, type TermRun, take } from './run.ts';

type Found = { readonly name: string | undefined } | { readonly problem: SpfProblem };

/** Is it the domain or below it? */
export const isUnder = (name: string, domain: string): boolean =>
  lowerName(name) === lowerName(domain) || lowerName(name).endsWith(`.${lowerName(domain)}`);

/**
 * The first name behind the address that leads back to it, in the order of preference (RFC 7208 section 5.5). Failures
 * of the DNS make a name unusable and are no problem.
 * @param wanted a name with the lowest number comes first; undefined leaves it out
 */
export async function nameBehind(
  run: SpfRun,
  term: TermRun,
  wanted: (name: string) => number | undefined,
): Promise<Found> {
  const pointers = await run.questions.ask(reverseName(run.ip)!, 'PTR');
  const problem = take(run, term, pointers, true);
  if (problem !== undefined) return { problem };
  const names = pointers.data
    .slice(0, run.limits.names)
    .filter(isQueryName)
    .flatMap((name) => {
      const rank = wanted(name);
      return rank === undefined ? [] : [{ name, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ name }) => name);
  const type = familyOf(run.ip) === 6 ? 'AAAA' : 'A';
  const answers = await run.questions.askAll(names.map((name) => ({ name, type })));
  for (const [n, answer] of answers.entries()) {
    const problem = take(run, term, answer, true);
    if (problem !== undefined) return { problem };
    if (answer.data.some((ip) => canonicalIp(ip) === run.ip)) return { name: names[n] };
  }
  return { name: undefined };
}
