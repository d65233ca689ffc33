import { Socket } from 'node:net';
import type { Session } from '../model/io.ts';

/** Takes the socket of a session for a library that speaks on; `greeting` is the first that it will read. */
export function socketOf(session: Session, greeting: string): Socket {
  const socket = session.handOver(greeting);
  if (socket instanceof Socket) return socket;
  throw new TypeError('a library can only speak over a socket of Node');
}
