import { defineRule } from '../../model/finding.ts';
import type { ListTally } from '../../model/listing.ts';
import { listTally } from '../../probes/facts/blocklist.ts';

const totalOf = ({ grave, light, policy, clean, unknown, notAsked }: ListTally): number =>
  grave + light + policy + clean + unknown + notAsked;

export default defineRule({
  id: 'blocklist/targets-listed',
  title: 'Some of many targets are on block lists',
  severity: 'error',
  on: 'here',
  reads: [listTally],
  messages: {
    grave: '{count} of {targets} are listed where it matters: {examples}.',
    light: '{count} of {targets} are on small lists only.',
    policy: '{count} of {targets} are listed as addresses that should not send mail directly.',
  },
  *check(at, view) {
    const tally = view.value(listTally, at);
    if (tally === undefined) return;
    const targets = totalOf(tally);
    const { grave, light, policy, examples } = tally;
    const more = grave > examples.length ? ` and ${grave - examples.length} more` : '';
    if (grave > 0) yield { message: 'grave', args: { count: grave, targets, examples: examples.join(', ') + more } };
    if (light > 0) yield { message: 'light', args: { count: light, targets }, severity: 'warning' };
    if (policy === 0) return;
    const severity = view.target.blacklist?.role === 'client' ? 'notice' : 'warning';
    yield { message: 'policy', args: { count: policy, targets }, severity };
  },
});
