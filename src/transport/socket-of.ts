import { Socket } from 'node:net';
import { Failed, type Stage } from '../model/failure.ts';
import type { Session } from '../model/session.ts';

/**
 * Takes the socket of a session for a library that speaks on; `greeting` is the first that it will read. Throws `Failed`
 * when the connection is gone: libraries wait for a closed socket to close.
 */
export function socketOf(session: Session, stage: Stage, greeting: string): Socket {
  const socket = session.handOver(greeting);
  if (socket.destroyed) throw new Failed({ kind: 'closed', stage });
  if (socket instanceof Socket) return socket;
  throw new TypeError('a library can only speak over a socket of Node');
}
