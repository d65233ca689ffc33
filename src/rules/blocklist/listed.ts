import { defineRule } from '../../model/finding.ts';
import { listings } from '../../probes/facts/blocklist.ts';
import { listingArgs, listingSeverity } from '../listing-args.ts';

export default defineRule({
  id: 'blocklist/listed',
  title: 'An address that sends mail is on a block list',
  severity: 'error',
  on: 'address',
  reads: [listings],
  messages: { listed: '{ip} is on the block list {zone}: {meaning}.' },
  *check(at, view) {
    for (const result of view.value(listings, at)?.results ?? []) {
      if (result.verdict !== 'listed') continue;
      yield { message: 'listed', args: { ip: at.ip, ...listingArgs(result) }, severity: listingSeverity(result) };
    }
  },
});
