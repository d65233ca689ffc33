import { once } from 'node:events';
import { createSecureServer, type Http2Session, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { Packet } from 'dns2';
import { type CertificateOptions, createAuthority } from '../../../src/lab/certificates.ts';
import type { Network } from '../../../src/model/network.ts';
import { framed } from './fake-nameserver.ts';

export const authority = createAuthority('Lab root');
/** The host that the servers of this file are certified for, and the address at which the network has them. */
export const host = 'dns.lab.test';
export const ip = '192.0.2.53';
const certified: CertificateOptions = { names: [host], ips: [ip] };

export interface SecureAsked {
  readonly message: Buffer;
  readonly name: string;
  readonly type: number;
  reply(message: Buffer): void;
}

export interface SecureNameserver {
  readonly port: number;
  readonly questions: readonly SecureAsked[];
  /** Connections so far. */
  connections(): number;
  /** Closes those that are open; the server stays. */
  hangUp(): void;
  close(): Promise<void>;
}

/** Reads each question before it is handled. */
function recorder<T extends SecureAsked>(handle: (asked: T) => void) {
  const questions: T[] = [];
  return {
    questions,
    take(rest: Omit<T, 'name' | 'type'>): void {
      const [question] = Packet.parse(rest.message).questions;
      const asked = { ...rest, name: question!.name, type: question!.type } as T;
      questions.push(asked);
      handle(asked);
    },
  };
}

/** DNS over TLS. */
export async function dotServer(
  handle: (asked: SecureAsked) => void,
  certificate = certified,
): Promise<SecureNameserver> {
  const { questions, take } = recorder(handle);
  const sockets = new Set<TLSSocket>();
  let connections = 0;
  const server = createServer(authority.issue(certificate), (socket) => {
    connections++;
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= 2 && received.length >= received.readUInt16BE(0) + 2) {
        const message = received.subarray(2, received.readUInt16BE(0) + 2);
        received = received.subarray(message.length + 2);
        take({ message, reply: (bytes) => void (socket.writable && socket.write(framed(bytes))) });
      }
    });
  });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const hangUp = (): void => {
    for (const socket of sockets) socket.end();
  };
  return {
    port: (server.address() as AddressInfo).port,
    questions,
    connections: () => connections,
    hangUp,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

export interface HttpAsked extends SecureAsked {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly stream: ServerHttp2Stream;
}

/** DNS over HTTPS at `/dns-query`. */
export async function dohServer(handle: (asked: HttpAsked) => void): Promise<SecureNameserver> {
  const { questions, take } = recorder(handle);
  const sessions = new Set<Http2Session>();
  let connections = 0;
  const server = createSecureServer(authority.issue(certified));
  server.on('session', (session) => {
    connections++;
    sessions.add(session);
    session.on('error', () => {}).on('close', () => sessions.delete(session));
  });
  server.on('stream', (stream, headers) => {
    const parts: Buffer[] = [];
    stream.on('error', () => {});
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      take({
        message: Buffer.concat(parts),
        headers,
        stream,
        reply(bytes) {
          stream.respond({ ':status': 200, 'content-type': 'application/dns-message' });
          stream.end(bytes);
        },
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    questions,
    connections: () => connections,
    hangUp() {
      for (const session of sessions) session.close();
    },
    async close() {
      for (const session of sessions) session.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The network in which `ip` leads to a server on loopback, and the authority is trusted. */
export const secureNetwork = (port: number, others: Partial<Network> = {}): Network => ({
  route: (to, asked, transport) =>
    to === ip && transport === 'tcp'
      ? { to: 'address', ip: '127.0.0.1', port }
      : to === '127.0.0.1'
        ? { to: 'address', ip: to, port: asked }
        : { to: 'nowhere', how: 'unreachable' },
  localAddresses: () => [],
  resolvers: () => [],
  roots: { pem: [authority.pem], only: true, source: 'the test authority' },
  ...others,
});
