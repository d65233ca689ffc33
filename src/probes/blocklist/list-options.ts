import type { BlockList } from '../../knowledge/blocklists.ts';
import type { Failure } from '../../model/failure.ts';
import { type Asker, type LookUp, together } from '../dns/look-up.ts';
import type { ListResult } from '../facts/blocklist.ts';

export interface ListOptions extends LookUp {
  /** The lists to ask. Those of names are left out where an address is asked about. */
  readonly lists: readonly BlockList[];
  /** Ask about addresses that the public Internet does not have, too. */
  readonly allowPrivate: boolean;
}

export type WhyUnknown = Exclude<ListResult['unknown'], undefined>;

/** Why a list says nothing in this run, for people. */
export const whyUnknown: Readonly<Record<WhyUnknown, string>> = {
  refused: 'the list refuses to answer this resolver',
  'rate-limited': 'the list has had too many questions from this resolver',
  timeout: 'the list did not answer in time',
  servfail: 'the name servers of the list fail',
  rewritten: 'no list gives such answers: its zone is parked, or the resolver rewrites answers',
  wildcard: 'the list answers whatever it is asked',
  dead: 'the list does not know its own test entry: it is dead, or hides from this resolver',
  'no-key': 'the list needs a key',
  'unknown-code': 'the list gives a code that its operator does not document',
  'not-enrolled': 'the list answers only resolvers that are enrolled with it',
};

/** What a question that failed says about a list. */
export function unknownBy(failure: Failure): WhyUnknown {
  if (failure.kind !== 'dns' || ['timeout', 'unreachable', 'tls'].includes(failure.trouble)) return 'timeout';
  return failure.trouble === 'refused' ? 'refused' : 'servfail';
}

/** A slow list must not hold up the rest. */
const patienceMs = 3_000;

/** For one round of questions to all lists. */
export function oneRound(run: Asker): Asker {
  const { journal, signal } = together(run);
  return { journal, signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]) };
}

/** Lists that take addresses of one family, or of either. */
export function takesAddresses(list: BlockList, family?: 4 | 6): boolean {
  return list.kinds.some((kind) => (kind === 'ip4' ? family !== 6 : kind === 'ip6' && family !== 4));
}
