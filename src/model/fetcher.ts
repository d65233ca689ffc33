import type { Document, UnreadableDocument } from './document.ts';
import type { Journal } from './probe.ts';
import type { TlsView } from './tls-view.ts';

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
