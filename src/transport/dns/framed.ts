import type { Duplex } from 'node:stream';
import { createByteQueue } from '../byte-queue.ts';
import type { Asking } from './asking.ts';
import type { Carrier, ConnectionEvents } from './connections.ts';
import { createIdTable } from './id-table.ts';
import { answersTo } from './question.ts';

/** Messages with their length in front (RFC 1035 section 4.2.2), over TCP or TLS. */
export function framedCarrier(socket: Duplex, ended: ConnectionEvents['ended']): Carrier {
  const waiting = createIdTable<Asking>();
  const received = createByteQueue();
  let size: number | undefined;
  let unsent: Buffer[] = [];

  const hear = (message: Buffer): void => {
    const id = message.length < 2 ? -1 : message.readUInt16BE(0);
    const asking = waiting.get(id);
    if (asking === undefined || !answersTo(asking.question, message)) return;
    waiting.remove(id, asking);
    asking.answered(message);
  };
  const over = (): void => {
    const cut = size !== undefined || received.size > 0;
    ended(cut ? 'malformed' : 'unreachable', cut ? 'reply cut short' : 'connection closed');
  };
  socket.on('error', over).on('close', over);
  socket.on('data', (chunk: Buffer) => {
    received.push(chunk);
    for (;;) {
      size ??= received.take(2)?.readUInt16BE(0);
      const message = size === undefined ? undefined : received.take(size);
      if (message === undefined) return;
      size = undefined;
      hear(message);
    }
  });

  return {
    ask(asking) {
      const id = waiting.put(asking);
      unsent.push(framed(asking.question, id));
      // What is asked in one turn of the event loop goes out in one piece.
      if (unsent.length === 1) {
        queueMicrotask(() => {
          socket.write(Buffer.concat(unsent));
          unsent = [];
        });
      }
      return () => waiting.remove(id, asking);
    },
  };
}

function framed(question: Buffer, id: number): Buffer {
  const frame = Buffer.allocUnsafe(question.length + 2);
  frame.writeUInt16BE(question.length, 0);
  question.copy(frame, 2);
  frame.writeUInt16BE(id, 2);
  return frame;
}
