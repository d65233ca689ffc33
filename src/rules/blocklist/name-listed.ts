import { defineRule } from '../../model/finding.ts';
import { nameListings } from '../../probes/facts/blocklist.ts';
import { listingArgs, listingSeverity } from '../listing-args.ts';

export default defineRule({
  id: 'blocklist/name-listed',
  title: 'A mail domain is on a block list',
  severity: 'error',
  on: 'domain',
  reads: [nameListings],
  messages: { listed: '{name} is on the block list {zone}: {meaning}.' },
  *check(at, view) {
    for (const result of view.value(nameListings, at)?.results ?? []) {
      if (result.verdict !== 'listed') continue;
      const args = { name: result.asked ?? at.name, ...listingArgs(result) };
      yield { message: 'listed', args, severity: listingSeverity(result) };
    }
  },
});
