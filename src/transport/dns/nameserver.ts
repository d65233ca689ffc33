import { isIP } from 'node:net';
import type { Network } from '../../model/io.ts';
import { askOverTcp, type TcpTrouble } from './tcp.ts';
import { createUdpPool, type UdpPool } from './udp.ts';

/** One name server, by whatever way the network leads to it. Both questions return what stops waiting. */
export interface Nameserver {
  /** As it was named: `192.0.2.53:53`. */
  readonly name: string;
  udp(question: Buffer, answered: (message: Buffer) => void, failed: () => void): () => void;
  tcp(question: Buffer, answered: (message: Buffer) => void, failed: (trouble: TcpTrouble) => void): () => void;
  close(): void;
}

/** @param name `192.0.2.53:53` or `[2001:db8::53]:53`; anything else can never be reached. */
export function createNameserver(name: string, network: Network): Nameserver {
  const [, v6, v4, digits] = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(name) ?? [];
  const ip = v6 ?? v4 ?? '';
  const port = Number(digits);
  let pool: UdpPool | undefined;

  const route = (transport: 'udp' | 'tcp') =>
    isIP(ip) === 0 ? ({ to: 'nowhere', how: 'unreachable' } as const) : network.route(ip, port, transport);

  return {
    name,
    udp(question, answered, failed) {
      const way = route('udp');
      if (way.to === 'nowhere') return nowhere(way.how, failed);
      pool ??= createUdpPool(way.ip, way.port);
      return pool.ask(question, answered, failed);
    },
    tcp(question, answered, failed) {
      const way = route('tcp');
      if (way.to === 'nowhere') return nowhere(way.how, () => failed('unreachable'));
      return askOverTcp(way.ip, way.port, question, answered, failed);
    },
    close() {
      pool?.close();
      pool = undefined;
    },
  };
}

function nowhere(how: 'refused' | 'unreachable' | 'silent', failed: () => void): () => void {
  if (how === 'silent') return () => {};
  let waiting = true;
  queueMicrotask(() => {
    if (waiting) failed();
  });
  return () => {
    waiting = false;
  };
}
