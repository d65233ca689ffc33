/** What a list says about an address or a name. Clean is said only by a list that proved sound in this run. */
export const listVerdicts = ['listed', 'policy', 'info', 'clean', 'unknown', 'not-applicable'] as const;
export type ListVerdict = (typeof listVerdicts)[number];

/** How much delivery depends on a list: large receivers act on it, common gateways do, hobby. */
export const listImpacts = ['high', 'medium', 'low'] as const;
export type ListImpact = (typeof listImpacts)[number];

/**
 * Why a list says nothing. `rewritten`: the answer is none that a list gives. `wildcard`: it answers whatever it is
 * asked. `dead`: it does not know its own test entry. `no-test-entry`: it has none, so its silence proves nothing.
 */
export const whysUnknown = [
  'refused',
  'rate-limited',
  'not-enrolled',
  'no-key',
  'key-refused',
  'timeout',
  'servfail',
  'rewritten',
  'wildcard',
  'dead',
  'no-test-entry',
  'unknown-code',
] as const;
export type WhyUnknown = (typeof whysUnknown)[number];

export interface ListResult {
  readonly zone: string;
  /** `Spamhaus ZEN`. */
  readonly name: string;
  readonly verdict: ListVerdict;
  /** A records, as answered. */
  readonly answers: readonly string[];
  /** Meaning of the answers by the operator's code table, or why it is unknown. */
  readonly meaning: string;
  readonly unknown?: WhyUnknown;
  readonly impact: ListImpact;
  /** Each answer by itself, worst first, where there are several or bits in one. */
  readonly codes?: readonly { readonly answer: string; readonly verdict: ListVerdict; readonly meaning: string }[];
  /** What was asked about, where that differs from the subject: the registrable domain. */
  readonly asked?: string;
  /** The least that an entry covers: `ip`, `/64`, `allocation`, `asn`, `domain`. Absent when nothing was found. */
  readonly granularity?: string;
  /** The network of an IPv6 address that an entry mostly covers: `2001:db8:0:1::/64`. */
  readonly covers?: string;
  /** Says nothing about the address itself. */
  readonly collateral?: boolean;
  /** Who refuses the mail of what is listed here, and by which reply. */
  readonly consequence?: string;
  /** Operator's text; hostile. */
  readonly reason?: string;
  readonly delistUrl?: string;
  /** The entry's own page, where it is another one. */
  readonly lookupUrl?: string;
}

/** Test entries of one list, asked once a run (RFC 5782 section 5). */
export interface ListHealth {
  readonly zone: string;
  readonly name: string;
  readonly impact: ListImpact;
  /** By which kind of entry it was tested. */
  readonly kind: 'ip4' | 'ip6' | 'domain';
  /** Answers count. Without a test entry they do, and their absence does not. */
  readonly usable: boolean;
  readonly why: 'ok' | WhyUnknown;
  /** What the entries that must and must not be there got. */
  readonly positive: readonly string[];
  readonly negative: readonly string[];
  /** Operator's text beside a refusal; it may name the resolver. Hostile. */
  readonly reason?: string;
}

/** The verdict that counts of several: worst first, and unknown only where nothing was told. */
export const worstVerdict = (verdicts: readonly ListVerdict[]): ListVerdict =>
  listVerdicts.find((one) => verdicts.includes(one)) ?? 'unknown';

/** What lists say about one address or name. */
export interface ListedTarget {
  readonly target: string;
  /** The host that has the address, where it was found by a name. */
  readonly host?: string;
  readonly results: readonly ListResult[];
  /** Why nobody was asked. */
  readonly problem?: string;
}

/** How many of many targets are listed, and where; each target counts once, by the worst that is said of it. */
export interface ListTally {
  /** On a list of some impact. */
  readonly grave: number;
  /** On lists of low impact only. */
  readonly light: number;
  readonly policy: number;
  readonly clean: number;
  /** No list could say anything. */
  readonly unknown: number;
  /** Nobody was asked: no address, a private one, or no such name. */
  readonly notAsked: number;
  readonly lists: readonly ({
    readonly zone: string;
    readonly name: string;
    readonly impact: ListImpact;
  } & Readonly<Record<Exclude<ListVerdict, 'not-applicable'>, number>>)[];
  /** The first of the grave ones. */
  readonly examples: readonly string[];
}
