import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Packet } from 'dns2';
import type { Network } from '../../../src/model/network.ts';

export interface Asked {
  readonly message: Buffer;
  readonly name: string;
  readonly type: number;
  readonly over: 'udp' | 'tcp';
  /** Bytes as they are; over TCP the length is put in front. */
  reply(message: Buffer): void;
  /** The TCP connection. */
  readonly socket?: Socket;
  /** Where a packet came from. */
  readonly client?: { readonly address: string; readonly port: number };
}

export interface FakeNameserver {
  /** `127.0.0.1:40053`. */
  readonly address: string;
  readonly questions: readonly Asked[];
  close(): Promise<void>;
}

/** Listens on one loopback port, UDP and TCP, and does whatever the handler wants. */
export async function fakeNameserver(handle: (asked: Asked) => void, ip = '127.0.0.1'): Promise<FakeNameserver> {
  const questions: Asked[] = [];
  const take = (asked: Omit<Asked, 'name' | 'type'>): void => {
    const [question] = Packet.parse(asked.message).questions;
    const whole = { ...asked, name: question!.name, type: question!.type };
    questions.push(whole);
    handle(whole);
  };
  const udp = createSocket(ip.includes(':') ? 'udp6' : 'udp4');
  udp.on('message', (message, from) => {
    take({ message, over: 'udp', client: from, reply: (bytes) => udp.send(bytes, from.port, from.address) });
  });
  const connections = new Set<Socket>();
  const tcp = createServer((socket) => {
    connections.add(socket);
    socket.on('error', () => {});
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= 2 && received.length >= received.readUInt16BE(0) + 2) {
        const message = received.subarray(2, received.readUInt16BE(0) + 2);
        received = received.subarray(message.length + 2);
        take({ message, over: 'tcp', socket, reply: (bytes) => socket.write(framed(bytes)) });
      }
    });
  });
  // The UDP port of the same number may be taken.
  for (let bound = false; !bound; ) {
    tcp.listen(0, ip);
    await once(tcp, 'listening');
    udp.bind((tcp.address() as AddressInfo).port, ip);
    bound = await once(udp, 'listening').then(
      () => true,
      () => false,
    );
    if (!bound) await new Promise<void>((closed) => tcp.close(() => closed()));
  }
  const { port } = tcp.address() as AddressInfo;
  return {
    address: ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`,
    questions,
    async close() {
      if (!tcp.listening) return;
      for (const socket of connections) socket.destroy();
      udp.close();
      tcp.close();
      await once(tcp, 'close');
    },
  };
}

export function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

type Resource = Packet['answers'][number];

/** A proper reply to the question, but for what is said otherwise. */
export function replyTo(
  asked: Pick<Asked, 'message'>,
  content: {
    readonly answers?: readonly object[];
    readonly authorities?: readonly object[];
    readonly rcode?: number;
    readonly truncated?: boolean;
  },
): Buffer {
  const packet = Packet.createResponseFromRequest(Packet.parse(asked.message));
  packet.header.rcode = content.rcode ?? 0;
  packet.header.tc = content.truncated === true ? 1 : 0;
  packet.answers.push(...((content.answers ?? []) as Resource[]).map((a) => new Packet.Resource(a)));
  packet.authorities.push(...((content.authorities ?? []) as Resource[]).map((a) => new Packet.Resource(a)));
  return packet.toBuffer();
}

export const a = (name: string, address: string, ttl = 300) => ({ name, type: 1, class: 1, ttl, address });
export const cname = (name: string, domain: string, ttl = 300) => ({ name, type: 5, class: 1, ttl, domain });
export const soa = (name: string, minimum: number) => ({
  name,
  type: 6,
  class: 1,
  ttl: 3600,
  primary: `ns.${name}`,
  admin: `admin.${name}`,
  serial: 1,
  refresh: 2,
  retry: 3,
  expiration: 4,
  minimum,
});

/** Leads every packet where it says, but for the given routes. */
export const network = (routes: Readonly<Record<string, ReturnType<Network['route']>>> = {}): Network => ({
  route: (ip, port, transport) => routes[`${ip}:${port}/${transport}`] ?? { to: 'address', ip, port },
  localAddresses: () => [],
  resolvers: () => [],
});
