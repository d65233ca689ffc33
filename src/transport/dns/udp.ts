import { createSocket, type Socket } from 'node:dgram';
import { codeOf } from '../socket-failure.ts';
import type { Asking, Release } from './asking.ts';
import { createIdTable, type IdTable } from './id-table.ts';
import { answersTo } from './question.ts';

/** A socket that the kernel lets only one peer write to; it carries many questions at a time. */
interface Wire {
  readonly socket: Socket;
  readonly waiting: IdTable<Asking>;
  /** Until the socket is connected: what will be sent. */
  queue: Buffer[] | undefined;
  /** Packets since the last reply. */
  unanswered: number;
  sent(error: Error | null): void;
}

/** Questions to one name server over UDP. */
export interface UdpPool {
  /** Sends a question under a random id, over one of a few sockets. */
  ask(asking: Asking): Release;
  close(): void;
}

/** Each socket has a random port of its own; the kernel caps its buffer at what it allows. */
const sockets = 8;
/** After so many packets without a reply, each is looked after: the way may be gone. */
const trusted = 64;
const receiveBuffer = 4 * 1024 * 1024;
/** The packet is lost, the way is not. */
const passing: readonly string[] = ['ENOBUFS', 'EAGAIN', 'ENOMEM', 'EINTR'];

/** Sockets are opened as they are needed; idle ones do not keep the process alive. */
export function createUdpPool(ip: string, port: number): UdpPool {
  const wires: (Wire | undefined)[] = [];
  let turn = 0;

  const open = (slot: number): Wire => {
    const socket = createSocket(ip.includes(':') ? 'udp6' : 'udp4');
    const fail = (error: Error): void => {
      // A socket that was closed for an earlier error reports the rest of its packets as errors too.
      if (passing.includes(codeOf(error)) || wires[slot] !== wire) return;
      wires[slot] = undefined;
      const waiting = wire.waiting.clear();
      closeSocket(socket);
      for (const one of waiting) one.failed('unreachable', 'unreachable');
    };
    const wire: Wire = {
      socket,
      waiting: createIdTable(),
      queue: [],
      unanswered: trusted,
      // An ICMP error for an earlier packet may be reported here instead of as an event.
      sent(error) {
        if (error !== null) fail(error);
      },
    };
    wires[slot] = wire;
    socket.on('error', fail);
    socket.on('message', (message) => {
      const id = message.length < 2 ? -1 : (message[0]! << 8) | message[1]!;
      const asking = wire.waiting.get(id);
      if (asking === undefined || !answersTo(asking.question, message)) return;
      wire.waiting.remove(id, asking);
      wire.unanswered = 0;
      asking.answered(message);
    });
    socket.on('connect', () => {
      widen(socket);
      const queue = wire.queue ?? [];
      wire.queue = undefined;
      for (const message of queue) socket.send(message, wire.sent);
    });
    socket.connect(port, ip);
    socket.unref();
    return wire;
  };

  return {
    ask(asking) {
      const slot = turn++ % sockets;
      const wire = wires[slot] ?? open(slot);
      const id = wire.waiting.put(asking);
      const { question } = asking;
      question[0] = id >> 8;
      question[1] = id & 0xff;
      if (wire.queue !== undefined) wire.queue.push(question);
      // While replies come, nothing needs to be told of each packet.
      else if (wire.unanswered++ < trusted) wire.socket.send(question);
      else wire.socket.send(question, wire.sent);
      return () => wire.waiting.remove(id, asking);
    },
    close() {
      for (const wire of wires) {
        wire?.waiting.clear();
        if (wire !== undefined) closeSocket(wire.socket);
      }
      wires.length = 0;
    },
  };
}

/** Room for a burst of replies. Linux takes any size and gives what it allows; others refuse what is too large. */
function widen(socket: Socket): void {
  for (let bytes = receiveBuffer; bytes > 256 * 1024; bytes /= 2) {
    try {
      socket.setRecvBufferSize(bytes);
      return;
    } catch {
      // Half of it, then.
    }
  }
}

function closeSocket(socket: Socket): void {
  socket.removeAllListeners();
  socket.on('error', () => {});
  socket.close();
}
