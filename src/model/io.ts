import type { Document, UnreadableDocument } from './document.ts';
import type { DnsTrouble, Stage } from './failure.ts';
import type { Journal } from './probe.ts';
import type { Secret } from './secret.ts';
import type { TlsOffer } from './tls-offer.ts';

/** Caps and deadlines; the reasons are in docs/decisions. All times in milliseconds, all sizes in bytes. */
export interface Limits {
  readonly connectMs: number;
  readonly greetingMs: number;
  readonly replyMs: number;
  readonly tlsMs: number;
  readonly dnsMs: number;
  /** SMTP, POP3 and ManageSieve line. */
  readonly line: number;
  readonly imapLine: number;
  readonly reply: number;
  readonly replyLines: number;
  readonly literal: number;
  readonly nesting: number;
  readonly saslRounds: number;
  readonly scramIterations: number;
  readonly mechanisms: number;
}

export const defaultLimits: Limits = {
  connectMs: 10_000,
  greetingMs: 30_000,
  replyMs: 30_000,
  tlsMs: 10_000,
  dnsMs: 5_000,
  line: 8 * 1024,
  imapLine: 64 * 1024,
  reply: 64 * 1024,
  replyLines: 256,
  literal: 64 * 1024,
  nesting: 32,
  saslRounds: 8,
  scramIterations: 1_000_000,
  mechanisms: 64,
};

/** What a parser wants next after a line or a literal. */
export type ParserStep<T> =
  | { readonly want: 'line' }
  | { readonly want: 'literal'; readonly bytes: number }
  | { readonly done: T }
  | {
      readonly violation:
        | 'malformed-reply'
        | 'bad-literal'
        | 'nested-too-deep'
        | 'unsolicited-reply'
        | 'literal-too-long';
    };

/** Reads one reply of a protocol. Pure: bytes in, steps out; the transport feeds it under its caps and deadline. */
export interface ReplyParser<T> {
  /** The most bytes a line may have, without CRLF. */
  readonly maxLine: number;
  /** The most bytes and lines a whole reply may have. */
  readonly maxReply: number;
  readonly maxLines: number;
  readonly maxLiteral: number;
  /** One line without its line end. */
  line(text: string): ParserStep<T>;
  literal?(bytes: Uint8Array): ParserStep<T>;
  /** What a first line says that nothing more follows, its end missing; undefined: nothing. */
  unfinished?(bytes: Uint8Array): T | undefined;
}

export interface CertificateView {
  /** Common name of the subject; display only. */
  readonly subject: string;
  readonly issuer: string;
  /** subjectAltName DNS names. */
  readonly names: readonly string[];
  /** subjectAltName IP addresses. */
  readonly ips: readonly string[];
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly serial: string;
  /** SHA-256, hex, upper case with colons as tools print it. */
  readonly fingerprint: string;
  readonly key: { readonly type: string; readonly bits: number };
  readonly signature?: string;
  readonly isCa: boolean;
  readonly selfSigned: boolean;
  /** Of the whole certificate and of its public key (SubjectPublicKeyInfo), in lower-case hex: what TLSA names. */
  readonly digests?: { readonly certificate: Digests; readonly key: Digests };
}

export interface Digests {
  readonly sha256: string;
  readonly sha512: string;
}

export interface TlsView {
  /** `TLSv1.3`. */
  readonly version: string;
  readonly cipher: string;
  /** The name sent as SNI; absent for IP literals. */
  readonly serverName?: string;
  /** Leaf first, as presented. */
  readonly chain: readonly CertificateView[];
  /** Does the chain lead to a trusted root, dates and names apart? `code` is OpenSSL's, e.g. `DEPTH_ZERO_SELF_SIGNED_CERT`. */
  readonly trust: { readonly ok: true } | { readonly ok: false; readonly code: string };
  /** Does the leaf name the host that was asked for (RFC 9525, SAN only)? */
  readonly nameMatches: boolean;
  /** Within its dates at the time of the handshake, chain included. */
  readonly inDate: boolean;
  /** Trusted, named, in date, and of keys and signatures that hold: a password may be sent. */
  readonly verified: boolean;
  readonly keyExchange?: string;
}

/** The socket of a session as it is handed on: Node's `Socket`, of which only the transport needs to know more. */
export interface HandedSocket {
  readonly destroyed: boolean;
  destroy(): unknown;
}

/** One conversation over one connection. Methods throw `Failed`; nothing else leaves the transport. */
export interface Session {
  readonly encrypted: boolean;
  /** Set after TLS. */
  readonly tls: TlsView | undefined;
  /** Reads one reply; `stage` names the wait in a failure. Default deadline is `replyMs` (`greetingMs` in stage greeting). */
  receive<T>(stage: Stage, parser: ReplyParser<T>, options?: { readonly deadlineMs?: number }): Promise<T>;
  /**
   * Writes lines; CRLF is added to each. With `shown`, that is what the transcript holds in place of the text.
   * Refuses CR, LF and NUL in the bytes.
   */
  send(line: string | readonly string[], options?: { readonly shown?: string }): void;
  /** Upgrades after the server's go-ahead. Any byte already buffered is `starttls-injection`. */
  startTls(stage: Stage): Promise<TlsView>;
  /** Marks the newest server line as unexpected, so that reports quote it. */
  unexpected(): void;
  /** An own remark in the transcript. */
  note(text: string, expected?: boolean): void;
  /** Bytes that the server sent beyond what was asked for. */
  readonly buffered: number;
  /** Gives up the socket to a library; the session is over. `greeting` is put in front of what it will read. */
  handOver(greeting: string): HandedSocket;
  /** Ends politely: writes `farewell`, never waits for the answer longer than 200 ms, then destroys. */
  close(farewell?: string): void;
}

export interface DialOptions {
  readonly host: string;
  readonly ip: string;
  readonly port: number;
  /** The handshake is tried with this alone; default: whatever there is, from TLS 1.0 on. */
  readonly offer?: TlsOffer;
  readonly journal: Journal;
  readonly signal: AbortSignal;
}

/** Opens connections. The real one is in transport; tests may give another. */
export interface Dialer {
  /** TCP only. Throws `Failed` with stage `connect`. */
  connect(options: DialOptions): Promise<Session>;
}

export interface FetchOptions {
  /** What the certificate must name; also sent as SNI and Host. */
  readonly host: string;
  readonly ip: string;
  /** `/.well-known/mta-sts.txt`, with what follows a `?` where there is a question. */
  readonly path: string;
  /** Bytes of the body, at most. */
  readonly longest: number;
  /** Types that are wanted; default `text/plain`. */
  readonly accept?: string;
  /** Sent by POST. */
  readonly post?: { readonly type: string; readonly body: string };
  /** The body is read as XML or JSON and given as `document`. */
  readonly asDocument?: true;
  /** Over HTTP, port 80: anybody on the way may have written the answer. */
  readonly plaintext?: true;
  /** For connection, handshake and answer together; default: each has its own limit. Milliseconds. */
  readonly patienceMs?: number;
  readonly journal: Journal;
  readonly signal: AbortSignal;
}

/** What came of a question over HTTPS. Texts are the server's: hostile. */
export type Fetched =
  /** The certificate does not prove the host: nothing was asked. */
  | { readonly kind: 'unverified'; readonly tls: TlsView }
  | {
      readonly kind: 'answered';
      /** Absent over plain HTTP. */
      readonly tls?: TlsView;
      readonly status: number;
      readonly contentType?: string;
      /** Where a redirect leads; it is not followed. */
      readonly location?: string;
      /** A Content-Encoding that was not asked for; the body is not read. */
      readonly encoding?: string;
      /** When it was changed last, ISO 8601, where the server says. */
      readonly lastModified?: string;
      /** Of a plain 200 only. Undefined: it is longer than allowed, or it is in `document`. */
      readonly body?: string;
      readonly document?: Document | UnreadableDocument;
      /** SHA-256 of the bytes of the document, in base64. */
      readonly digest?: string;
    };

/** Asks the web, port 443. The real one is in transport; tests may give another. */
export interface Fetcher {
  /** GET, or POST of what is given, without redirects, cookies or credentials. Throws `Failed`. */
  get(options: FetchOptions): Promise<Fetched>;
}

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

/** Questions that share a bound: those to the lists of one operator, within its fair use. Told apart by identity. */
export interface DnsLane {
  /** Questions a second; default: no bound. */
  readonly perSecond?: number;
  /** Questions in flight at a time; default: a quarter of all, so that one that is slow cannot hold up the others. */
  readonly inFlight?: number;
}

/** What asking for the IPv4 addresses of one name came to. Nothing here is thrown. */
export type BulkAnswer =
  | {
      readonly kind: 'answer';
      readonly rcode: DnsAnswer['rcode'];
      /** Empty for a name that does not exist or has no addresses. */
      readonly ips: readonly string[];
      readonly cnames: readonly string[];
      readonly resolver: string;
      /** From the first packet to the answer. */
      readonly ms: number;
      readonly ede?: readonly number[];
    }
  /** No answer: says nothing about the name. */
  | {
      readonly kind: 'trouble';
      readonly trouble: DnsTrouble;
      readonly resolver?: string;
      readonly ede?: readonly number[];
    }
  /** The run was ended before the answer. */
  | { readonly kind: 'aborted' };

/** So far, for progress. */
export interface BulkCounts {
  /** Questions put to the network; those known or under way already are not among them. */
  readonly questions: number;
  /** What was sent for them: more when packets were lost. */
  readonly sent: number;
  readonly settled: number;
}

/**
 * A's of many names, for block lists: tens of thousands a second. Writes nothing into a journal.
 * A streaming caller awaits `room()` before each batch; then memory stays flat however long the stream.
 */
export interface BulkResolver {
  /** What is asked, in order; the next one only when those before give no answer. */
  readonly servers: readonly string[];
  readonly counts: BulkCounts;
  /** Equal questions in flight or within their TTL are asked once; then the lane of the first counts. */
  ask(name: string, lane?: DnsLane): Promise<BulkAnswer>;
  /** Settles once few questions wait to be sent. */
  room(): Promise<void>;
  /** What is still under way ends as `aborted`. */
  close(): void;
}

/** The outside world as mailcheck sees it; the lab stands behind the same interface. */
export interface Network {
  /** Where packets for `ip:port` really go. The system network answers with what it was asked. */
  route(ip: string, port: number, transport: 'tcp' | 'udp'): Route;
  /** Addresses of this machine, loopback left out. */
  localAddresses(): readonly { readonly ip: string; readonly interface: string }[];
  /** Resolvers to ask: `192.0.2.53:53`, `tls://192.0.2.53:853#dns.example.net`, `https://dns.example.net/dns-query`. */
  resolvers(): readonly string[];
  /**
   * Does the word of this resolver on DNSSEC count? That of one on this machine does, and of one that is reached over a
   * channel which proves it; anybody on the way to another could have set the AD bit (RFC 4035 section 4.9.3). Default: no.
   */
  trustsValidation?(resolver: string): boolean;
  /** Those that the system is set up with, whichever are asked: they find the host of an `https` resolver. */
  systemResolvers?(): readonly string[];
  /** PEM of the roots to trust beside or instead of Node's. */
  readonly roots?: { readonly pem: readonly string[]; readonly only: boolean; readonly source: string };
  /** Names resolved by hand (`--resolve HOST=ADDR`). */
  readonly pinned?: ReadonlyMap<string, readonly string[]>;
}

export type Route =
  | { readonly to: 'address'; readonly ip: string; readonly port: number }
  /** Simulated by the transport exactly as the kernel would report it. */
  | { readonly to: 'nowhere'; readonly how: 'refused' | 'unreachable' | 'silent' };

/** What a probe needs of the world. Secrets are given to the one conversation that uses them. */
export interface Io {
  readonly dialer: Dialer;
  readonly fetcher: Fetcher;
  readonly resolver: Resolver;
  readonly network: Network;
  readonly limits: Limits;
  /** Redacts by value whatever is recorded; secrets are added as they become known. */
  readonly redactor: Redactor;
  now(): Date;
}

export interface Redactor {
  add(secret: Secret): void;
  /** Also a derived value that must not be shown: a SASL response, a digest. */
  addDerived(value: string): void;
  redact(text: string): string;
}
