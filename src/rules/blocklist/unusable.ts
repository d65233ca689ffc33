import { defineRule } from '../../model/finding.ts';
import type { ListHealth } from '../../model/listing.ts';
import { listHealth } from '../../probes/facts/blocklist.ts';

const reasons: Readonly<Record<ListHealth['why'], string>> = {
  ok: 'are sound',
  refused: 'refuse questions from this resolver',
  'rate-limited': 'limit questions from this resolver',
  'not-enrolled': 'want a registration',
  'no-key': 'want a key',
  'key-refused': 'refuse the key',
  timeout: 'do not answer',
  servfail: 'fail at their name servers',
  rewritten: 'are answered by this resolver in their stead',
  wildcard: 'answer everything',
  dead: 'are dead, or hide from this resolver',
  'no-test-entry': 'have no test entry',
  'unknown-code': 'answer with unknown codes',
};

export default defineRule({
  id: 'blocklist/unusable',
  title: 'Some block lists could not be used',
  severity: 'notice',
  on: 'here',
  reads: [listHealth],
  messages: { unusable: 'These block lists {reason} and were left out, which says nothing either way: {zones}.' },
  *check(at, view) {
    const byReason = new Map<ListHealth['why'], ListHealth[]>();
    for (const one of view.value(listHealth, at)?.lists ?? []) {
      if (!one.usable) byReason.set(one.why, [...(byReason.get(one.why) ?? []), one]);
    }
    for (const [why, lists] of byReason) {
      const zones = [...new Set(lists.map(({ zone }) => zone))].join(', ');
      const names = [...new Set(lists.map(({ name }) => name))].join(', ');
      const impact = (['high', 'medium'] as const).find((one) => lists.some((list) => list.impact === one)) ?? 'low';
      yield { message: 'unusable', args: { zones, names, why, impact, reason: reasons[why] } };
    }
  },
});
