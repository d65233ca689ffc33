import { fact } from '../../model/evidence.ts';
import type { ListHealth, ListResult, ListTally } from '../../model/listing.ts';

/** Each list asked about one address. */
export const listings = fact<{ readonly results: readonly ListResult[] }>()(
  'blocklist/listings',
  'address',
  'block lists',
);

/** Each list of names asked about one domain. */
export const nameListings = fact<{ readonly results: readonly ListResult[] }>()(
  'blocklist/name-listings',
  'domain',
  'block lists of names',
);

/** Test entries of each list, asked once a run (RFC 5782 section 5). */
export const listHealth = fact<{ readonly lists: readonly ListHealth[] }>()(
  'blocklist/health',
  'here',
  'health of block lists',
);

/** The outcome of a run about many targets, whose results are told one by one and kept nowhere. */
export const listTally = fact<ListTally>()('blocklist/tally', 'here', 'block lists about many targets');
