import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { Failed, type Failure, type Stage } from '../model/failure.ts';
import type { Limits } from '../model/limits.ts';
import type { Network } from '../model/network.ts';
import type { Redactor } from '../model/redactor.ts';
import type { DialOptions, Session } from '../model/session.ts';
import type { TlsView } from '../model/tls-view.ts';
import { excerpt } from './decode.ts';
import { createInbox, type Ending } from './inbox.ts';
import { lineBytes } from './line-bytes.ts';
import { type Reading, readReply } from './read-reply.ts';
import { inWords, socketFailure } from './socket-failure.ts';
import { handshake } from './tls.ts';
import { createTranscript } from './transcript.ts';
import { offeringContextFor } from './trust.ts';

export interface SessionOptions extends DialOptions {
  readonly network: Network;
  readonly limits: Limits;
  readonly redactor: Redactor;
  readonly secureContext?: SecureContext;
}

/** Bytes of a text that is quoted in a failure. */
const quoted = 512;
const farewellMs = 200;

/** A conversation over a connected socket. */
export function createSession(plain: Socket, options: SessionOptions): Session {
  const { limits, signal, journal } = options;
  let socket: Socket = plain;
  let inbox = createInbox(plain, () => true);
  let tls: TlsView | undefined;
  /** A wait for the network lies ahead that was not counted yet. */
  let owed = true;
  let spoken = false;
  let over = false;
  const transcript = createTranscript(journal, options.redactor, () => tls !== undefined);

  const onAbort = (): void => {
    inbox.end('ABORTED');
    socket.destroy();
    plain.destroy();
  };
  signal.addEventListener('abort', onAbort, { once: true });

  const hangUp = (): void => {
    over = true;
    signal.removeEventListener('abort', onAbort);
    socket.destroy();
    plain.destroy();
  };
  const fail = (failure: Failure): Failed => {
    if (failure.kind === 'violation') transcript.unexpected();
    transcript.remark(inWords(failure), false);
    hangUp();
    return new Failed(failure);
  };
  const aborted = (stage: Stage): Failed => fail({ kind: 'closed', stage, code: 'ABORTED' });
  const quote = (text: string) => options.redactor.redact(text).slice(0, quoted);

  const failureOf = (
    stage: Stage,
    reading: Exclude<Reading<never>, { done: never }>,
    patience: number,
    startedAt: number,
  ): Failure => {
    if ('violation' in reading) {
      const received = reading.received === undefined ? {} : { received: quote(reading.received) };
      return { kind: 'violation', stage, violation: reading.violation, ...received };
    }
    if (reading.stopped === 'late') return { kind: 'timeout', stage, afterMs: patience };
    const ending = inbox.ending as Ending;
    if (ending.by === 'error') return socketFailure(stage, ending.code, performance.now() - startedAt);
    return reading.midReply && !ending.proper
      ? { kind: 'violation', stage, violation: 'truncated' }
      : { kind: 'closed', stage };
  };

  return {
    get encrypted() {
      return tls !== undefined;
    },
    get tls() {
      return tls;
    },
    get buffered() {
      return inbox.queue.size;
    },
    async receive(stage, parser, wait) {
      const patience = wait?.deadlineMs ?? (stage === 'greeting' ? limits.greetingMs : limits.replyMs);
      const startedAt = performance.now();
      const written = transcript.reply();
      const reading = await readReply(inbox, parser, startedAt + patience, {
        text: (received) => written.line(received),
        waiting() {
          if (owed) journal.roundTrip();
          owed = false;
        },
      });
      owed = false;
      written.end();
      if ('done' in reading) return reading.done;
      throw fail(failureOf(stage, reading, patience, startedAt));
    },
    send(line, { shown } = {}) {
      const lines = typeof line === 'string' ? [line] : line;
      const bytes = Buffer.concat(lines.map(lineBytes));
      for (const text of shown === undefined ? lines : [shown]) transcript.client(text);
      owed = true;
      spoken = true;
      if (!over && socket.writable) socket.write(bytes);
    },
    async startTls(stage) {
      if (signal.aborted) throw aborted(stage);
      const early = inbox.queue.peek(quoted);
      if (early.length > 0) {
        const received = options.redactor.redact(excerpt(early));
        transcript.server(received, false);
        // A server that speaks before TLS was asked for is no attack, but plain text at a port for TLS.
        throw fail(
          spoken
            ? { kind: 'violation', stage, violation: 'starttls-injection', received }
            : { kind: 'tls', stage, reason: 'not-tls', code: 'ERR_SSL_WRONG_VERSION_NUMBER', received },
        );
      }
      if (inbox.ending !== undefined) {
        throw fail(failureOf(stage, { stopped: 'ended', midReply: false }, limits.tlsMs, performance.now()));
      }
      inbox.detach();
      journal.roundTrip();
      const { offer, network } = options;
      const context = offer === undefined ? options.secureContext : offeringContextFor[offer](network.roots);
      try {
        const secured = await handshake({
          socket: plain,
          host: options.host,
          stage,
          deadlineMs: limits.tlsMs,
          roots: network.roots,
          ...(context === undefined ? {} : { context }),
        });
        socket = secured.socket;
        inbox = createInbox(socket, secured.endedByAlert);
        tls = secured.view;
      } catch (error) {
        if (signal.aborted) throw aborted(stage);
        if (!(error instanceof Failed)) throw error;
        if ('received' in error.failure && error.failure.received) transcript.server(error.failure.received, false);
        throw fail(error.failure);
      }
      owed = true;
      transcript.server(describe(tls), tls.verified);
      return tls;
    },
    unexpected: () => transcript.unexpected(),
    note: (text, expected = true) => transcript.remark(text, expected),
    handOver(greeting) {
      inbox.detach();
      socket.pause();
      const rest = inbox.queue.take(inbox.queue.size) as Buffer;
      socket.unshift(Buffer.concat([Buffer.from(greeting), rest]));
      over = true;
      return socket;
    },
    close(farewell) {
      if (over || inbox.ending !== undefined) return hangUp();
      if (farewell !== undefined) {
        transcript.client(farewell);
        socket.write(lineBytes(farewell));
      }
      socket.end();
      const timer = setTimeout(hangUp, farewellMs);
      socket.once('close', () => {
        clearTimeout(timer);
        hangUp();
      });
      over = true;
    },
  };
}

/** TLS in a line, what people look for first: certificate, version, cipher suite. */
function describe({ chain: [leaf], version, cipher }: TlsView): string {
  const certificate =
    leaf === undefined ? 'no certificate' : `certificate CN=${leaf.subject}, valid until ${leaf.notAfter.slice(0, 10)}`;
  return `${certificate}, ${version} ${cipher}`;
}
