import type { Stage } from './failure.ts';
import type { Journal } from './probe.ts';
import type { ReplyParser } from './reply-parser.ts';
import type { TlsOffer } from './tls-offer.ts';
import type { TlsView } from './tls-view.ts';

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
