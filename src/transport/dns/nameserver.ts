import type { Limits } from '../../model/limits.ts';
import type { Network, Route } from '../../model/network.ts';
import { hostPort } from '../../model/subject.ts';
import { type NameserverAddress, parseNameserver } from '../../protocols/nameserver.ts';
import type { Ask } from './asking.ts';
import { createConnectionPool, type OpenConnection } from './connections.ts';
import { overHttps, overTcp, overTls, type Place, type TlsPlace } from './openers.ts';
import { createUdpPool, type UdpPool } from './udp.ts';

/** One name server, by whatever way the network leads to it. */
export interface Nameserver {
  /** As it was named: `192.0.2.53:53`. */
  readonly name: string;
  /** By a packet, which may be lost, and whose reply may be cut short. Absent where all goes over a connection. */
  readonly datagram?: Ask;
  /** Over a connection, opened when there is none. */
  readonly stream: Ask;
  /** Round trips until a question over the connection is answered: 1 when it stands already. */
  waits(): number;
  close(): void;
}

export interface NameserverOptions {
  /** See `parseNameserver`; what it cannot read can never be reached. */
  readonly name: string;
  readonly network: Network;
  readonly limits: Limits;
  /** Looks up the host of an `https` name; settles always, with nothing when there is nothing. */
  readonly addressesOf: (host: string) => Promise<readonly string[]>;
}

/** Round trips before the first question can go out. */
const handshakes = { udp: 1, tcp: 1, tls: 2, https: 2 } as const;

export function createNameserver(options: NameserverOptions): Nameserver {
  const { name } = options;
  const server = parseNameserver(name);
  if ('problem' in server) return { name, stream: astray('unreachable'), waits: () => 1, close() {} };
  const connections = createConnectionPool(opening(server, options));
  const udp = server.way === 'udp' ? datagrams(server, options.network) : undefined;
  return {
    name,
    ...(udp === undefined ? {} : { datagram: udp.ask }),
    stream: connections.ask,
    waits: () => (connections.connected ? 1 : 1 + handshakes[server.way]),
    close() {
      udp?.close();
      connections.close();
    },
  };
}

/** A pool that is made when the first question is asked, and again after it was closed. */
function datagrams({ ip, port }: Place, network: Network): Pick<UdpPool, 'ask' | 'close'> {
  let pool: UdpPool | undefined;
  return {
    ask(asking) {
      const way = network.route(ip, port, 'udp');
      if (way.to === 'nowhere') return astray(way.how)(asking);
      pool ??= createUdpPool(way.ip, way.port);
      return pool.ask(asking);
    },
    close() {
      pool?.close();
      pool = undefined;
    },
  };
}

function opening(server: NameserverAddress, { network, limits, addressesOf }: NameserverOptions): OpenConnection {
  const { port } = server;
  const through = (ip: string, open: (place: Place) => OpenConnection): OpenConnection => {
    const way = network.route(ip, port, 'tcp');
    return way.to === 'address' ? open(way) : leadingNowhere(way.how);
  };
  const tls = (place: Place, host: string): TlsPlace => ({ ...place, host, limits, roots: network.roots });
  switch (server.way) {
    case 'udp':
    case 'tcp':
      return (events) => through(server.ip, overTcp)(events);
    case 'tls':
      return (events) => through(server.ip, (place) => overTls(tls(place, server.host)))(events);
    case 'https': {
      const authority = port === 443 ? hostPort(server.host, 443).replace(/:443$/, '') : hostPort(server.host, port);
      const http = { authority, path: server.path };
      return (events) => {
        let wanted = true;
        let close = (): void => {};
        void addressesOf(server.host).then(([ip]) => {
          if (!wanted) return;
          if (ip === undefined) return events.ended('unreachable', `no address of ${server.host}`);
          close = through(ip, (place) => overHttps(tls(place, server.host), http))(events);
        });
        return () => {
          wanted = false;
          close();
        };
      };
    }
  }
}

type Nowhere = Extract<Route, { to: 'nowhere' }>['how'];

/** Fails as the kernel would, a little later; silence never does. */
function later(how: Nowhere, fail: () => void): () => void {
  let waiting = how !== 'silent';
  queueMicrotask(() => {
    if (waiting) fail();
  });
  return () => {
    waiting = false;
  };
}

const astray =
  (how: Nowhere): Ask =>
  (asking) =>
    later(how, () => asking.failed('unreachable', 'unreachable'));

const leadingNowhere =
  (how: Nowhere): OpenConnection =>
  (events) =>
    later(how, () => events.ended('unreachable', 'no connection'));
