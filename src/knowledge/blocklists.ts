import data from './blocklists.json' with { type: 'json' };

export type ListSeverity = 'listed' | 'policy' | 'info';

/** Why an error code is no answer. */
export type ListError = 'refused' | 'rate-limited' | 'not-enrolled';

/**
 * A DNS block list as its operator documents it. Keys of codes are an address (`127.0.0.2`), a pattern of four octets
 * each a number, a range or `*` (`127.0.0.4-7`), or `mask:N`: the last octet AND N, below `maskBase`.
 */
export interface BlockList {
  /** Suffix of the question, lower case. */
  readonly zone: string;
  readonly name: string;
  readonly operator: string;
  /** What may be asked; anything else is an error of the one who asks. */
  readonly kinds: readonly ('ip4' | 'ip6' | 'domain')[];
  /** block: of connecting addresses. uri: of names in mail. reputation: a scale or an age. welcome: good news. */
  readonly role: 'block' | 'uri' | 'reputation' | 'welcome';
  /** What a domain list wants to be asked: the registrable domain, or the whole host name. */
  readonly domainLevel?: 'registered' | 'host';
  readonly maskBase?: string;
  readonly codes: Readonly<Record<string, { readonly meaning: string; readonly severity: ListSeverity }>>;
  /** Answers that refuse the question; they win over `codes`. */
  readonly errorCodes: Readonly<Record<string, { readonly meaning: string; readonly unknown: ListError }>>;
  /** How much delivery depends on it: large receivers act on it, common gateways do, hobby. */
  readonly impact: 'high' | 'medium' | 'low';
  /** The least that a listing covers: `ip`, `/64`, `allocation`, `asn`, `domain`. */
  readonly granularity: string;
  /** A listing says nothing about the address itself. */
  readonly collateral?: boolean;
  /** `{ip}` stands for the address. */
  readonly delistUrl?: string;
  readonly lookupUrl?: string;
  readonly access: {
    readonly needs: 'free' | 'registration';
    readonly publicResolvers: 'refused' | 'answered' | 'unknown';
    readonly limits?: string;
  };
  /** Entries that must and must not be there (RFC 5782 section 5). */
  readonly testPoints: {
    readonly positive: readonly string[];
    readonly negative: readonly string[];
    /** Codes of which one must be in the answer to the positive point. */
    readonly positiveAnswer?: readonly string[];
  };
  readonly notes?: readonly string[];
  /** Why it is believed to be alive. */
  readonly evidence: string;
  /** Keys of `blockListSources`. */
  readonly sources: readonly string[];
}

/** The lists that are asked by default: alive, free to ask, with documented codes. */
export const blockLists = data.lists as readonly object[] as readonly BlockList[];
/** Refusals that hold for every list. */
export const globalErrorCodes = data.globalErrorCodes as BlockList['errorCodes'];
/** Where the facts come from. */
export const blockListSources: Readonly<Record<string, string>> = data.sources;
/** Year and month in which they were gathered. */
export const blockListsAsOf: string = data.asOf;
