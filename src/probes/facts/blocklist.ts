import { fact } from '../../model/evidence.ts';

export type ListVerdict = 'listed' | 'policy' | 'info' | 'clean' | 'unknown' | 'not-applicable';

export interface ListResult {
  readonly zone: string;
  readonly verdict: ListVerdict;
  /** A records, as answered. */
  readonly answers: readonly string[];
  /** Meaning of the answers by the operator's code table, or why it is unknown. */
  readonly meaning: string;
  /** Why unknown: closed set for rules. */
  readonly unknown?:
    | 'refused'
    | 'rate-limited'
    | 'timeout'
    | 'servfail'
    | 'rewritten'
    | 'wildcard'
    | 'dead'
    | 'no-key'
    | 'unknown-code'
    | 'not-enrolled';
  readonly impact: 'high' | 'medium' | 'low';
  /** Operator's text; hostile. */
  readonly reason?: string;
  readonly delistUrl?: string;
}

/** Each list asked about one address. */
export const listings = fact<{ readonly results: readonly ListResult[] }>()(
  'blocklist/listings',
  'address',
  'block lists',
);

export interface ListHealth {
  readonly zone: string;
  readonly usable: boolean;
  readonly why: 'ok' | Exclude<ListResult['unknown'], undefined>;
}
/** Test entries of each list, asked once a run (RFC 5782 section 5). */
export const listHealth = fact<{ readonly lists: readonly ListHealth[] }>()(
  'blocklist/health',
  'here',
  'health of block lists',
);
