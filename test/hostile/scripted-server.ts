import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { createAuthority, type IssuedCertificate } from '../../src/lab/certificates.ts';

export const hostName = 'mail.lab.test';
export const authority = createAuthority('Hostile Test CA');
const good = authority.issue({ names: [hostName] });

/** The server's side of one connection. */
interface Peer {
  readonly plain: Socket;
  socket: Socket;
  /** What the client said and no step heard yet. */
  unheard: string;
  /** The line heard last, and the tag of the command heard last: what answers a challenge has none. */
  line: string;
  tag: string;
  gone: boolean;
  readonly known: Promise<void>;
  wake: () => void;
}

/** One thing that a hostile server does. */
export type Step = (peer: Peer) => void | Promise<void>;
export type Script = readonly Step[];

export interface ScriptedServer {
  readonly port: number;
  readonly connections: number;
  /** What clients said in plain text, and inside TLS; bytes as latin1. */
  readonly clear: string;
  readonly secured: string;
  /** Steps of the newest connection that came to their end. */
  readonly played: number;
  /** Lines that were not those the script waited for. */
  readonly surprises: readonly string[];
  /** To be called when the client knows that it is connected. */
  clientKnows(): void;
  /** Resolves when every client has gone and its script has stopped. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

class Gone extends Error {}

const wakened = (peer: Peer): Promise<void> => new Promise((resolve) => Object.assign(peer, { wake: resolve }));

/** Writes bytes as they are; `%tag` stands for the tag of the command heard last. */
export const say =
  (text: string | Buffer): Step =>
  (peer) =>
    new Promise((written) => {
      const bytes = typeof text === 'string' ? Buffer.from(text.replaceAll('%tag', peer.tag), 'latin1') : text;
      peer.socket.write(bytes, () => written());
    });

/** Writes what is made of the line heard last. */
export const answer =
  (make: (line: string) => string): Step =>
  (peer) =>
    say(make(peer.line))(peer);

/** Waits for a line that holds `text`, or matches it. */
export const hear =
  (text: string | RegExp): Step =>
  async (peer) => {
    while (!peer.unheard.includes('\n')) {
      if (peer.gone) throw new Gone();
      await wakened(peer);
    }
    const end = peer.unheard.indexOf('\n');
    peer.line = peer.unheard.slice(0, end).replace(/\r$/, '');
    peer.unheard = peer.unheard.slice(end + 1);
    if (peer.line.includes(' ')) peer.tag = peer.line.split(' ', 1)[0] as string;
    const isExpected = typeof text === 'string' ? peer.line.includes(text) : text.test(peer.line);
    if (!isExpected) throw new Error(`waited for ${text}, heard ${peer.line}`);
  };

/** Waits until the client said anything at all, a ClientHello for one. */
export const hearAnything: Step = async (peer) => {
  while (peer.unheard === '') {
    if (peer.gone) throw new Gone();
    await wakened(peer);
  }
  peer.unheard = '';
};

/** Shakes hands as a TLS server, until it is done or the client has gone. */
export const upgrade =
  (certificate: IssuedCertificate = good, settings: { readonly maxVersion?: 'TLSv1.2' } = {}): Step =>
  async (peer) => {
    peer.plain.removeAllListeners('data');
    const secureContext = createSecureContext({ ciphers: 'DEFAULT:@SECLEVEL=0', ...certificate, ...settings });
    const socket = new TLSSocket(peer.plain, { isServer: true, secureContext });
    socket.on('error', () => {});
    peer.unheard = '';
    peer.socket = socket;
    await new Promise<void>((over) => {
      socket.once('secure', () => over());
      peer.plain.once('close', () => over());
    });
    peer.plain.emit('upgraded', socket);
  };

/** Repeats a chunk until the client has gone, as fast as it reads. */
export const flood =
  (chunk: string): Step =>
  async (peer) => {
    const bytes = Buffer.from(chunk.repeat(Math.ceil(16_384 / chunk.length)), 'latin1');
    // A destroyed socket answers every write before its close is told, and nothing else would get its turn.
    while (!peer.gone && !peer.socket.destroyed) {
      await new Promise<void>((resolve) => {
        peer.wake = resolve;
        // After a failed write only the close may wake: writing on at once would leave the event loop no turn for it.
        peer.socket.write(bytes, (error) => (error ? peer.plain.destroy() : resolve()));
      });
    }
  };

/** Repeats a text, one byte after another, until the client has gone. */
export const drip =
  (text: string | Buffer, everyMs = 5): Step =>
  async (peer) => {
    const bytes = Buffer.from(text as string);
    for (let at = 0; !peer.gone; at = (at + 1) % bytes.length) {
      peer.socket.write(bytes.subarray(at, at + 1));
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  };

/** Does the same again and again until the client has gone. */
export const endlessly =
  (...steps: Script): Step =>
  async (peer) => {
    try {
      for (;;) for (const step of steps) await step(peer);
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
    }
  };

/** Waits until the client knows that it is connected: a reset before that would be one of the connection. */
export const known: Step = (peer) => peer.known;

export const end: Step = (peer) => void peer.socket.end();
/** Ends the connection beneath TLS, without the alert that says so. */
export const cut: Step = (peer) => void peer.plain.end();
export const reset: Step = (peer) => void peer.plain.resetAndDestroy();

/** Listens on a loopback port and plays the script to every connection; at its end it stays connected and mute. */
export async function scriptedServer(script: Script): Promise<ScriptedServer> {
  const surprises: string[] = [];
  const running = new Set<Promise<void>>();
  const sockets = new Set<Socket>();
  const heard = { clear: '', secured: '' };
  let [connections, played] = [0, 0];
  let knows = () => {};
  const known = new Promise<void>((resolve) => {
    knows = resolve;
  });

  const play = async (plain: Socket): Promise<void> => {
    const peer: Peer = { plain, socket: plain, unheard: '', line: '', tag: '', gone: false, known, wake: () => {} };
    const listen = (socket: Socket, to: keyof typeof heard) =>
      socket.on('data', (chunk) => {
        heard[to] += chunk.toString('latin1');
        peer.unheard += chunk.toString('latin1');
        peer.wake();
      });
    const left = new Promise<void>((resolve) => plain.once('close', () => resolve()));
    plain.on('error', () => {});
    plain.once('close', () => {
      peer.gone = true;
      peer.wake();
    });
    listen(plain, 'clear');
    plain.once('upgraded', (socket: TLSSocket) => listen(socket, 'secured'));
    played = 0;
    try {
      for (const step of script) {
        await step(peer);
        played++;
      }
    } catch (error) {
      if (!(error instanceof Gone)) surprises.push((error as Error).message);
      plain.destroy();
    }
    await left;
  };
  const server = createServer((socket) => {
    connections++;
    sockets.add(socket);
    const playing = play(socket);
    running.add(playing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    get clear() {
      return heard.clear;
    },
    get secured() {
      return heard.secured;
    },
    get played() {
      return played;
    },
    surprises,
    clientKnows: () => knows(),
    quiet: async () => void (await Promise.all(running)),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
