import { randomFillSync } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { answersTo } from './wire.ts';

interface Waiting {
  readonly question: Buffer;
  answered(message: Buffer): void;
  failed(): void;
}

/** A socket that the kernel lets only one peer write to; it carries many questions at a time. */
interface Wire {
  readonly socket: Socket;
  readonly waiting: Map<number, Waiting>;
  /** Until the socket is connected: what will be sent. */
  queue: Buffer[] | undefined;
}

/** Questions to one name server over UDP. */
export interface UdpPool {
  /** Sends a question under a random id, over one of a few sockets. @returns stops waiting for the answer. */
  ask(question: Buffer, answered: (message: Buffer) => void, failed: () => void): () => void;
  close(): void;
}

/** Sockets are opened as they are needed; idle ones do not keep the process alive. */
export function createUdpPool(ip: string, port: number, size = 4): UdpPool {
  const wires = new Map<number, Wire>();
  let turn = 0;

  const open = (slot: number): Wire => {
    const socket = createSocket(ip.includes(':') ? 'udp6' : 'udp4');
    const wire: Wire = { socket, waiting: new Map(), queue: [] };
    wires.set(slot, wire);
    const fail = (): void => {
      if (wires.get(slot) === wire) wires.delete(slot);
      const waiting = [...wire.waiting.values()];
      wire.waiting.clear();
      closeSocket(socket);
      for (const one of waiting) one.failed();
    };
    socket.on('error', fail);
    socket.on('message', (message) => {
      const id = message.length < 2 ? -1 : message.readUInt16BE(0);
      const one = wire.waiting.get(id);
      if (one === undefined || !answersTo(one.question, message)) return;
      wire.waiting.delete(id);
      one.answered(message);
    });
    socket.on('connect', () => {
      const queue = wire.queue ?? [];
      wire.queue = undefined;
      for (const message of queue) send(wire, message);
    });
    socket.connect(port, ip);
    socket.unref();
    return wire;
  };

  return {
    ask(question, answered, failed) {
      const slot = turn++ % size;
      const wire = wires.get(slot) ?? open(slot);
      const id = freeId(wire.waiting);
      const message = Buffer.from(question);
      message.writeUInt16BE(id, 0);
      wire.waiting.set(id, { question, answered, failed });
      if (wire.queue === undefined) send(wire, message);
      else wire.queue.push(message);
      return () => {
        wire.waiting.delete(id);
      };
    },
    close() {
      for (const wire of wires.values()) {
        wire.waiting.clear();
        closeSocket(wire.socket);
      }
      wires.clear();
    },
  };
}

function send(wire: Wire, message: Buffer): void {
  wire.socket.send(message, (error) => {
    // An ICMP error for an earlier packet may be reported here instead of as an event.
    if (error !== null) wire.socket.emit('error', error);
  });
}

function closeSocket(socket: Socket): void {
  socket.removeAllListeners();
  socket.on('error', () => {});
  socket.close();
}

const random = new Uint16Array(1024);
let left = 0;

function freeId(taken: ReadonlyMap<number, unknown>): number {
  for (;;) {
    if (left === 0) {
      randomFillSync(random);
      left = random.length;
    }
    const id = random[--left]!;
    if (!taken.has(id)) return id;
  }
}

/** An id for a connection of its own. */
export const randomId = (): number => freeId(new Map());
