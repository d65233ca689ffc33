import type { BlockList, ListKind } from '../../knowledge/blocklist.ts';
import { judgeAnswer } from '../../knowledge/blocklist-codes.ts';
import type { ListHealth } from '../../model/listing.ts';
import type { Attempt } from '../dns/look-up.ts';
import { unknownBy } from './why-unknown.ts';

/** A records, or why there are none to be had. */
export type Heard = Attempt<readonly string[]>;

/** What the test entries say about a list. @param positive undefined when the list has no such entry */
export function judgeHealth(
  list: BlockList,
  kind: ListKind,
  positive: Heard | undefined,
  negative: readonly Heard[],
): ListHealth {
  const present = positive === undefined ? 'no-test-entry' : judgePositive(list, positive);
  const absent = judgeNegative(list, negative);
  // An answer where none may be says more than the lack of a test entry.
  const why = present === 'ok' || present === 'no-test-entry' ? (absent ?? present) : present;
  return {
    zone: list.zone,
    name: list.name,
    impact: list.impact,
    kind,
    usable: why === 'ok' || why === 'no-test-entry',
    why,
    positive: answersOf(positive),
    negative: negative.flatMap(answersOf),
  };
}

const answersOf = (heard: Heard | undefined): readonly string[] =>
  heard !== undefined && 'value' in heard ? heard.value : [];

function judgePositive(list: BlockList, heard: Heard): ListHealth['why'] {
  if ('failure' in heard) return unknownBy(heard.failure, list);
  const { value } = heard;
  if (value.length === 0) {
    if (list.key !== undefined) return 'key-refused';
    return list.access.needs === 'registration' ? 'not-enrolled' : 'dead';
  }
  const { unknown } = judgeAnswer(list, value);
  const { positiveAnswer } = list.testPoints;
  // RFC 5782 section 5 has the test entry answer 127.0.0.2, whatever the list's other codes are.
  if (unknown === 'unknown-code' && positiveAnswer === undefined && value.includes('127.0.0.2')) return 'ok';
  if (unknown !== undefined) return unknown;
  return positiveAnswer === undefined || positiveAnswer.some((code) => value.includes(code)) ? 'ok' : 'unknown-code';
}

function judgeNegative(list: BlockList, heard: readonly Heard[]): Exclude<ListHealth['why'], 'ok'> | undefined {
  for (const one of heard) {
    if ('failure' in one) return unknownBy(one.failure, list);
    if (one.value.length === 0) continue;
    const denied = judgeAnswer(list, one.value).unknown;
    return denied === undefined || denied === 'unknown-code' ? 'wildcard' : denied;
  }
  return undefined;
}
