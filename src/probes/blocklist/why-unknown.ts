import type { BlockList } from '../../knowledge/blocklist.ts';
import type { Failure } from '../../model/failure.ts';
import type { WhyUnknown } from '../../model/listing.ts';

/** Why a list says nothing in this run, for people. */
export const whyUnknown: Readonly<Record<WhyUnknown, string>> = {
  refused: 'the list refuses to answer this resolver',
  'rate-limited': 'the list has had too many questions from this resolver',
  'not-enrolled': 'the list answers only resolvers that are enrolled with it',
  'no-key': 'the list needs a key',
  'key-refused': 'the key is wrong, used up, or not good for this list',
  timeout: 'the list did not answer in time',
  servfail: 'the name servers of the list fail',
  rewritten: 'no list gives such answers: its zone is parked, or the resolver rewrites answers',
  wildcard: 'the list answers whatever it is asked',
  dead: 'the list does not know its own test entry: it is dead, or hides from this resolver',
  'no-test-entry': 'the list has no test entry, so its silence proves nothing',
  'unknown-code': 'the list gives a code that its operator does not document',
};

/** What a question that failed says about a list. A resolver shows the refusal of a key as SERVFAIL. */
export function unknownBy(failure: Failure, list: Pick<BlockList, 'key'>): WhyUnknown {
  if (failure.kind !== 'dns' || ['timeout', 'unreachable', 'tls'].includes(failure.trouble)) return 'timeout';
  if (list.key !== undefined) return 'key-refused';
  return failure.trouble === 'refused' ? 'refused' : 'servfail';
}

/** Reasons that will not change while the run goes on: the zone is left alone from then on. */
export const isFinal = (why: WhyUnknown | 'ok' | undefined): why is WhyUnknown =>
  why !== undefined && !['ok', 'timeout', 'servfail', 'unknown-code', 'no-test-entry'].includes(why);
