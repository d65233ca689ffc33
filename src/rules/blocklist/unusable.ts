import { defineRule } from '../../model/finding.ts';
import { listHealth } from '../../probes/facts/blocklist.ts';

const reasons: Readonly<Record<string, string>> = {
  refused: 'refuse questions from this resolver',
  'rate-limited': 'limit questions from this resolver',
  timeout: 'do not answer',
  servfail: 'fail',
  rewritten: 'are answered by this resolver in their stead',
  wildcard: 'answer everything',
  dead: 'are dead',
  'no-key': 'want a key',
  'unknown-code': 'answer with unknown codes',
  'not-enrolled': 'want a registration',
};

export default defineRule({
  id: 'blocklist/unusable',
  title: 'Some block lists could not be used',
  severity: 'notice',
  on: 'here',
  reads: [listHealth],
  messages: { unusable: 'These block lists {reason} and were left out, which says nothing either way: {zones}.' },
  *check(at, view) {
    const byReason = new Map<string, string[]>();
    for (const { zone, usable, why } of view.value(listHealth, at)?.lists ?? []) {
      if (!usable) byReason.set(why, [...(byReason.get(why) ?? []), zone]);
    }
    for (const [why, zones] of byReason) {
      yield { message: 'unusable', args: { zones: zones.join(', '), why, reason: reasons[why] ?? why } };
    }
  },
});
