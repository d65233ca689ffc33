import { defineRule } from '../../model/finding.ts';
import { listings } from '../../probes/facts/blocklist.ts';
import { exchangersOf } from '../wanted.ts';

export default defineRule({
  id: 'blocklist/policy-listed',
  title: 'An address is listed as one that should not send mail by itself',
  severity: 'notice',
  on: 'address',
  reads: [listings],
  messages: { policy: '{ip} is listed by {zone} as an address that should not send mail directly: {meaning}.' },
  *check(at, view) {
    // A home connection is listed rightly; a mail server is not.
    const isServer = exchangersOf(view).includes(at.host);
    for (const { zone, verdict, meaning, delistUrl } of view.value(listings, at)?.results ?? []) {
      if (verdict !== 'policy') continue;
      const args = { ip: at.ip, zone, meaning, delistUrl: delistUrl ?? '' };
      yield isServer ? { message: 'policy', args, severity: 'warning' } : { message: 'policy', args };
    }
  },
});
