import { familyOf } from '../../model/subject.ts';
import { isQueryName } from '../../protocols/dns-names.ts';
import { inNetwork, networkAddress } from '../../protocols/ip.ts';
import type { Mechanism } from '../../protocols/spf/term.ts';
import { exchangersIn } from '../dns/mail-exchangers.ts';
import type { SpfProblem } from '../facts/spf.ts';
import { isUnder, nameBehind } from './names-behind.ts';
import { type SpfRun, type TermRun, take } from './run.ts';

/** `matched` says what did; undefined when nothing matched. */
export type Matching = { readonly matched: string | undefined } | { readonly problem: SpfProblem };

type Of<K extends Mechanism['kind']> = Extract<Mechanism, { kind: K }>;

const nothing: Matching = { matched: undefined };

/** RFC 7208 section 5.6. */
export function matchNetwork(run: SpfRun, { network, bits }: Of<'ip4' | 'ip6'>): Matching {
  return inNetwork(run.ip, network, bits) ? { matched: `${networkAddress(network, bits)}/${bits}` } : nothing;
}

/** RFC 7208 section 5.3. A target that no question can hold has no addresses. */
export async function matchAddresses(run: SpfRun, term: TermRun, { bits4, bits6 }: Of<'a'>, target: string) {
  if (!isQueryName(target)) return nothing;
  return addressesMatch(run, term, [target], bits4, bits6);
}

/** RFC 7208 section 5.4. Never falls back to the addresses of the target. */
export async function matchExchangers(
  run: SpfRun,
  term: TermRun,
  { bits4, bits6 }: Of<'mx'>,
  target: string,
): Promise<Matching> {
  if (!isQueryName(target)) return nothing;
  const answer = await run.questions.ask(target, 'MX');
  const problem = take(run, term, answer);
  if (problem !== undefined) return { problem };
  const hosts = exchangersIn(answer.data).map(({ exchange }) => exchange);
  const first = hosts.slice(0, run.limits.names).filter(isQueryName);
  const matching = await addressesMatch(run, term, first, bits4, bits6);
  const over = hosts.length > run.limits.names;
  if (!over || 'problem' in matching || matching.matched !== undefined) return matching;
  return { problem: { code: 'too-many-exchangers', count: hosts.length, limit: run.limits.names } };
}

/** Asks for all hosts at once, and reads the answers in order until one decides. */
async function addressesMatch(
  run: SpfRun,
  term: TermRun,
  hosts: readonly string[],
  bits4: number,
  bits6: number,
): Promise<Matching> {
  const [type, bits] = familyOf(run.ip) === 6 ? (['AAAA', bits6] as const) : (['A', bits4] as const);
  for (const answer of await run.questions.askAll(hosts.map((name) => ({ name, type })))) {
    const problem = take(run, term, answer);
    if (problem !== undefined) return { problem };
    const address = answer.data.find((ip) => inNetwork(run.ip, ip, bits));
    if (address !== undefined) return { matched: `${networkAddress(address, bits)}/${bits}` };
  }
  return nothing;
}

/** RFC 7208 section 5.5. */
export async function matchNames(run: SpfRun, term: TermRun, target: string): Promise<Matching> {
  const found = await nameBehind(run, term, (name) => (isUnder(name, target) ? 0 : undefined));
  return 'problem' in found ? found : { matched: found.name };
}

/** RFC 7208 section 5.7: A records, whatever the family of the sender. */
export async function matchExistence(run: SpfRun, term: TermRun, target: string): Promise<Matching> {
  if (!isQueryName(target)) return nothing;
  const answer = await run.questions.ask(target, 'A');
  const problem = take(run, term, answer);
  return problem === undefined ? { matched: answer.data[0] } : { problem };
}
