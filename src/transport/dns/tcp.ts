import { connect } from 'node:net';
import { randomId } from './udp.ts';
import { answersTo } from './wire.ts';

/** How a question over TCP ended without an answer. */
export type TcpTrouble = 'unreachable' | 'malformed';

/**
 * Asks one question over a connection of its own (RFC 7766). The caller's deadline ends it.
 * @returns stops waiting.
 */
export function askOverTcp(
  ip: string,
  port: number,
  question: Buffer,
  answered: (message: Buffer) => void,
  failed: (trouble: TcpTrouble) => void,
): () => void {
  const id = randomId();
  const socket = connect(port, ip);
  let received = Buffer.alloc(0);
  let over = false;
  const end = (tell?: () => void): void => {
    if (over) return;
    over = true;
    socket.destroy();
    tell?.();
  };
  socket.on('connect', () => {
    const framed = Buffer.alloc(question.length + 2);
    framed.writeUInt16BE(question.length, 0);
    question.copy(framed, 2);
    framed.writeUInt16BE(id, 2);
    socket.write(framed);
  });
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    while (!over && received.length >= 2) {
      const size = received.readUInt16BE(0);
      if (received.length < size + 2) return;
      const message = received.subarray(2, size + 2);
      received = received.subarray(size + 2);
      if (size >= 12 && message.readUInt16BE(0) === id && answersTo(question, message)) end(() => answered(message));
    }
  });
  socket.on('error', () => end(() => failed('unreachable')));
  socket.on('close', () => end(() => failed(received.length > 0 ? 'malformed' : 'unreachable')));
  return () => end();
}
