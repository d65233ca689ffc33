import { defineRule } from '../../model/finding.ts';
import { listings } from '../../probes/facts/blocklist.ts';

export default defineRule({
  id: 'blocklist/listed',
  title: 'An address that sends mail is on a block list',
  severity: 'error',
  on: 'address',
  reads: [listings],
  messages: { listed: '{ip} is on the block list {zone}: {meaning}.' },
  *check(at, view) {
    for (const { zone, verdict, meaning, impact, delistUrl } of view.value(listings, at)?.results ?? []) {
      if (verdict !== 'listed') continue;
      const args = { ip: at.ip, zone, meaning, impact, delistUrl: delistUrl ?? '' };
      // Few receivers ask the lists of low impact: being on one explains no refusal by itself.
      if (impact === 'high') yield { message: 'listed', args };
      else yield { message: 'listed', args, severity: 'warning' };
    }
  },
});
