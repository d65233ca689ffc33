import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import type { Action, Actions } from '../plan.ts';

/** What a service has seen; live. */
export interface ServiceCounters {
  connections: number;
  /** Lines that were commands or answers to challenges. */
  commands: number;
  /** Times that the client waited for the service before it went on, the greeting and TLS handshakes apart. */
  roundTrips: number;
  logins: number;
  /** Bytes of credentials that came without TLS. */
  plainTextCredentialBytes: number;
}

/** Ends a conversation, from wherever it is. */
class Ended extends Error {}

/** The server's side of one conversation. Waiting throws when the client has gone; the listener takes care of that. */
export interface Connection {
  readonly encrypted: boolean;
  readonly counters: ServiceCounters;
  /** One line without its end. */
  line(): Promise<string>;
  bytes(count: number): Promise<Buffer>;
  say(...lines: readonly string[]): void;
  /** Notes a login; `credentials` is what came over the wire. */
  login(credentials: string): void;
  /** Gives the go-ahead and waits for the handshake. What came ahead of it is forgotten (RFC 3207 section 4.2). */
  startTls(goAhead: string): Promise<void>;
  /** Does what is planned in place of the usual answer to `command`. False: nothing is. */
  instead(command: string, tag?: string): Promise<boolean>;
  /** Says goodbye and ends the conversation. */
  close(...lines: readonly string[]): never;
}

export interface ListenerOptions {
  readonly secureContext: SecureContext;
  readonly tlsFromStart: boolean;
  readonly actions: Actions;
  readonly tlsAlert?: number | undefined;
  readonly smuggled?: string | undefined;
  /** Time between a command and its answer, in milliseconds. */
  readonly delayMs: number;
  converse(connection: Connection): Promise<void>;
}

export interface Listener {
  /** On 127.0.0.1. */
  readonly port: number;
  readonly counters: ServiceCounters;
  close(): Promise<void>;
}

export const newCounters = (): ServiceCounters => ({
  connections: 0,
  commands: 0,
  roundTrips: 0,
  logins: 0,
  plainTextCredentialBytes: 0,
});

/** Serves conversations on a loopback port of the system's choice. */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const counters = newCounters();
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    counters.connections++;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    void serve(socket, options, counters);
  });
  return {
    port: await listenOnLoopback(server),
    counters,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

export async function listenOnLoopback(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}

async function serve(socket: Socket, options: ListenerOptions, counters: ServiceCounters): Promise<void> {
  try {
    const { connection, secure } = createConnection(socket, options, counters);
    // At once: what the client says while the server waits belongs to the handshake.
    if (options.tlsFromStart) await secure();
    await pause(options.delayMs);
    await options.converse(connection);
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
  }
}

const pause = (ms: number): Promise<void> | undefined =>
  ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : undefined;

function createConnection(
  raw: Socket,
  options: ListenerOptions,
  counters: ServiceCounters,
): { connection: Connection; secure(): Promise<void> } {
  let stream: Socket = raw;
  let buffer = Buffer.alloc(0);
  let ended = false;
  let spoken = true;
  let wake = () => {};

  const feed = (chunk: Buffer) => {
    if (spoken) counters.roundTrips++;
    spoken = false;
    buffer = Buffer.concat([buffer, chunk]);
    wake();
  };
  // Every chunk waits as long, so answers to pipelined commands come together, as over a long line.
  const later = (act: () => void) => (options.delayMs > 0 ? void setTimeout(act, options.delayMs) : act());
  const onData = (chunk: Buffer) => later(() => feed(chunk));
  const onEnd = () =>
    later(() => {
      ended = true;
      wake();
    });
  const attach = (to: Socket) => to.on('data', onData).on('end', onEnd).on('close', onEnd);
  const detach = (from: Socket) => {
    from.removeListener('data', onData).removeListener('end', onEnd).removeListener('close', onEnd);
    from.pause();
  };
  const take = async (available: () => number): Promise<Buffer> => {
    for (;;) {
      const length = available();
      if (length > 0) {
        const taken = buffer.subarray(0, length);
        buffer = buffer.subarray(length);
        return taken;
      }
      if (ended) {
        stream.end();
        throw new Ended();
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };

  const secure = async () => {
    detach(stream);
    buffer = Buffer.alloc(0);
    if (options.tlsAlert !== undefined) {
      await once(stream.resume(), 'data');
      stream.end(Buffer.from([0x15, 3, 1, 0, 2, 2, options.tlsAlert]));
      throw new Ended();
    }
    await pause(options.delayMs);
    const tls = new TLSSocket(stream, { isServer: true, secureContext: options.secureContext });
    tls.on('error', () => raw.destroy());
    const shaken = await new Promise<boolean>((resolve) => {
      tls.once('secure', () => resolve(true));
      tls.once('close', () => resolve(false));
      raw.once('close', () => resolve(false));
    });
    if (!shaken) throw new Ended();
    stream = tls;
    spoken = true;
    attach(tls);
  };

  const connection: Connection = {
    get encrypted() {
      return stream !== raw;
    },
    counters,
    async line() {
      const line = await take(() => buffer.indexOf(0x0a) + 1);
      counters.commands++;
      return line.toString('utf8').replace(/\r?\n$/, '');
    },
    bytes: async (count) => (count === 0 ? Buffer.alloc(0) : take(() => (buffer.length < count ? 0 : count))),
    say(...lines) {
      if (lines.length === 0) return;
      spoken = true;
      stream.write(`${lines.join('\r\n')}\r\n`);
    },
    login(credentials) {
      counters.logins++;
      if (stream === raw) counters.plainTextCredentialBytes += Buffer.byteLength(credentials);
    },
    async startTls(goAhead) {
      detach(stream);
      stream.write(`${goAhead}\r\n${options.smuggled === undefined ? '' : `${options.smuggled}\r\n`}`);
      await secure();
    },
    async instead(command, tag = '*') {
      const planned = options.actions[command];
      if (planned === undefined) return false;
      const action: Action = typeof planned === 'string' ? { say: planned } : planned;
      const lines = typeof action.say === 'string' ? [action.say] : (action.say ?? []);
      connection.say(...lines.map((line) => line.replaceAll('{tag}', tag)));
      if (action.afterwards === 'close') connection.close();
      if (action.afterwards === 'reset') {
        raw.resetAndDestroy();
        throw new Ended();
      }
      if (action.afterwards === 'mute') for (;;) await connection.line();
      return true;
    },
    close(...lines) {
      connection.say(...lines);
      stream.end();
      throw new Ended();
    },
  };
  attach(raw);
  return { connection, secure };
}
