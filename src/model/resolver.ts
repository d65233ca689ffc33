import type { Journal } from './probe.ts';

export type DnsType =
  | 'A'
  | 'AAAA'
  | 'MX'
  | 'SRV'
  | 'PTR'
  | 'TXT'
  | 'CNAME'
  | 'NS'
  | 'SOA'
  | 'TLSA'
  | 'SPF'
  | 'CAA'
  | 'DS'
  | 'DNSKEY';

export interface DnsRecord {
  /** Owner name, lower case, no trailing dot. */
  readonly name: string;
  readonly type: DnsType;
  readonly ttl: number;
  /**
   * Presentation form (RFC 1035 section 5): `192.0.2.1`, `10 mx.example.org`, `0 issue "ca.example.net"`. Names without
   * trailing dot (`.` for the root). TXT is the text itself: its strings joined and read as UTF-8, or a byte a
   * character (Latin-1) where they are no UTF-8.
   */
  readonly data: string;
  /** TXT only: the character-strings one by one, a byte a character (Latin-1), so that nothing is lost. */
  readonly strings?: readonly string[];
}

/** How a question is asked; both are part of what is asked, so neither answer stands for the other. */
export interface DnsQueryOptions {
  /** CD (RFC 4035 section 3.2.2): what a validating resolver calls bogus is SERVFAIL without it, an answer with it. */
  readonly checkingDisabled?: true;
  /** DO (RFC 3225): signatures may come along, and the AD bit with them. */
  readonly dnssec?: true;
}

/** What an RRSIG record (RFC 4034 section 3) says of its own validity. */
export interface DnsSignature {
  /** Owner name, lower case. */
  readonly name: string;
  /** The zone whose key has signed. */
  readonly signer: string;
  /** ISO dates. */
  readonly from: string;
  readonly until: string;
}

/** A final answer. NXDOMAIN and NODATA are answers: `records` is empty. */
export interface DnsAnswer {
  readonly name: string;
  readonly type: DnsType;
  readonly rcode: 'NOERROR' | 'NXDOMAIN';
  /** Of the asked type, after following CNAMEs in the answer. */
  readonly records: readonly DnsRecord[];
  readonly cnames: readonly string[];
  /** `192.0.2.53:53`. */
  readonly resolver: string;
  readonly authenticated: boolean;
  /** Codes of extended DNS errors that came along (RFC 8914): 3 is a stale answer, 15 to 17 a blocked one. */
  readonly ede?: readonly number[];
  /** Signatures of the records, for a question with `dnssec`; empty when nothing is signed. */
  readonly signatures?: readonly DnsSignature[];
  readonly ms: number;
}

export interface Resolver {
  /** What is asked, in order: `192.0.2.53:53`. */
  readonly servers: readonly string[];
  /** Throws `Failed` with kind `dns`. Equal questions in flight or within their TTL are asked once. */
  query(
    name: string,
    type: DnsType,
    journal: Journal,
    signal: AbortSignal,
    options?: DnsQueryOptions,
  ): Promise<DnsAnswer>;
  /** Asks one of `servers` only, past the cache. */
  queryAt(
    server: string,
    name: string,
    type: DnsType,
    journal: Journal,
    signal: AbortSignal,
    options?: DnsQueryOptions,
  ): Promise<DnsAnswer>;
}
