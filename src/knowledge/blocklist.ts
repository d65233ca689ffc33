import type { ListImpact } from '../model/listing.ts';

export type ListSeverity = 'listed' | 'policy' | 'info';

/** Why an error code is no answer. `key-refused`: the key is wrong, limited, or not entitled to this list. */
export type ListError = 'refused' | 'rate-limited' | 'not-enrolled' | 'key-refused';

/** What a list may be asked about: IPv4 and IPv6 addresses, names. */
export type ListKind = 'ip4' | 'ip6' | 'domain';

/** Operators whose lists are asked with the customer's key as a label in front of the zone. */
export const keyFamilies = ['spamhaus', 'abusix', 'trendmicro'] as const;
export type KeyFamily = (typeof keyFamilies)[number];

/** What all zones of such an operator lie below; the label in front of the zone is the secret. */
export const keyBases: Readonly<Record<KeyFamily, string>> = {
  spamhaus: 'dq.spamhaus.net',
  abusix: 'mail.abusix.zone',
  trendmicro: 'r.mail-abuse.com',
};

/**
 * A DNS block list as its operator documents it. Keys of codes are an address (`127.0.0.2`), a pattern of four octets
 * each a number, a range or `*` (`127.0.0.4-7`), or `mask:N`: the last octet AND N, below `maskBase`.
 */
export interface BlockList {
  /** Suffix of the question, lower case; without the key where there is one. */
  readonly zone: string;
  readonly name: string;
  readonly operator: string;
  /** Asked as `<target>.<key>.<zone>`; never without the key, because then every answer is void. */
  readonly key?: KeyFamily;
  /** What may be asked; anything else is an error of the one who asks. */
  readonly kinds: readonly ListKind[];
  /** block: of connecting addresses. uri: of names in mail. reputation: a scale or an age. welcome: good news. */
  readonly role: 'block' | 'uri' | 'reputation' | 'welcome';
  /** What a list of names wants to be asked: the registrable domain, or the whole host name. */
  readonly domainLevel?: 'registered' | 'host';
  readonly maskBase?: string;
  /** Where in the answer a number stands that is worth showing. */
  readonly valueFrom?: 'lastOctet';
  readonly codes: Readonly<Record<string, { readonly meaning: string; readonly severity: ListSeverity }>>;
  /** Answers that refuse the question; they win over `codes`. */
  readonly errorCodes: Readonly<Record<string, { readonly meaning: string; readonly unknown: ListError }>>;
  /** How much delivery depends on it: large receivers act on it, common gateways do, hobby. */
  readonly impact: ListImpact;
  /** The least that a listing covers: `ip`, `/24`, `/64`, `range`, `allocation`, `asn`, `domain`. */
  readonly granularity: string;
  /** A listing says nothing about the address itself. */
  readonly collateral?: boolean;
  /** Who refuses the mail, and what the reply looks like. Set for lists of some impact. */
  readonly consequence?: string;
  /** `{ip}`, `{domain}` and `{query}` stand for what was asked about. */
  readonly delistUrl?: string;
  readonly lookupUrl?: string;
  readonly access: {
    readonly needs: 'free' | 'registration' | 'key' | 'contract';
    readonly publicResolvers: 'refused' | 'answered' | 'unknown';
    /** In the operator's words. */
    readonly limits?: string;
    /** Questions that the operator allows without a contract. */
    readonly perDay?: number;
    readonly perSecond?: number;
  };
  /** Entries that must and must not be there (RFC 5782 section 5). None: the list has none that tell anything. */
  readonly testPoints: {
    readonly positive: readonly string[];
    readonly negative: readonly string[];
    /** Codes of which one must be in the answer to the positive point. */
    readonly positiveAnswer?: readonly string[];
  };
  /** Zones whose entries this one holds as well. */
  readonly includes?: readonly string[];
  readonly coveredBy?: string;
  /** The same list for those who have a key. */
  readonly keyedEquivalent?: string;
  /** Why it cannot be asked at all. */
  readonly unaskable?: string;
  /** Named by the user: nothing is known of it. */
  readonly isForeign?: true;
  readonly notes?: readonly string[];
  /** Asked when nothing else was said; with a key where it needs one. */
  readonly standard?: boolean;
  /** Why it is believed to be alive, and how sure that is. */
  readonly evidence: string;
  readonly confidence: 'high' | 'medium' | 'low';
  /** Keys of `blockListSources`. */
  readonly sources: readonly string[];
}

/** A zone that is never asked: it is dead, or it answers whatever it is asked. */
export interface RetiredList {
  readonly zone: string;
  readonly name: string;
  readonly state: 'dead' | 'wildcards';
  readonly reason: string;
  /** A year, month or day. */
  readonly since?: string;
  /** The zone that took its place. */
  readonly replacement?: string;
  /** Every zone at or below one of these is refused for the same reason. */
  readonly refuseSuffixes?: readonly string[];
  readonly confidence?: 'medium' | 'low';
  readonly sources: readonly string[];
}

/** Questions a second to an operator who states no figure. */
export const politePerSecond = 5;

/** The zone as it stands in a question; the key is the first label. */
export const zoneSuffix = (list: Pick<BlockList, 'zone'>, key?: string): string =>
  key === undefined ? list.zone : `${key.toLowerCase()}.${list.zone}`;
