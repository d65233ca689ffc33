import type { Socket } from 'node:net';
import { type ByteQueue, createByteQueue } from './byte-queue.ts';
import { codeOf } from './socket-failure.ts';

/** How a stream came to its end. `proper`: false when TLS was cut off without its closing alert. */
export type Ending =
  | { readonly by: 'peer'; readonly proper: boolean }
  | { readonly by: 'error'; readonly code: string };

/** What a socket received and nobody took yet. Each socket has its own: nothing survives a change of socket. */
export interface Inbox {
  readonly queue: ByteQueue;
  readonly ending: Ending | undefined;
  /** Waits for more bytes or the end, at the longest until `performance.now()` is `until`. */
  more(until: number): Promise<'arrived' | 'ended' | 'late'>;
  /** Ends it from this side. */
  end(code: string): void;
  /** Stops listening; the socket keeps a listener for errors, without which one would end the process. */
  detach(): void;
}

/** No more than this is read ahead while nobody waits. */
const readAhead = 64 * 1024;

export function createInbox(socket: Socket, isProperEnd: () => boolean): Inbox {
  const queue = createByteQueue();
  let ending: Ending | undefined;
  let wake: ((why: 'arrived' | 'ended') => void) | undefined;

  const end = (how: Ending): void => {
    ending ??= how;
    wake?.('ended');
  };
  const onData = (chunk: Buffer): void => {
    queue.push(chunk);
    if (wake !== undefined) wake('arrived');
    else if (queue.size > readAhead) socket.pause();
  };
  const onEnd = (): void => end({ by: 'peer', proper: isProperEnd() });
  const onError = (error: Error): void => end({ by: 'error', code: codeOf(error) });
  socket.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onError);

  return {
    queue,
    get ending() {
      return ending;
    },
    more(until) {
      if (ending !== undefined) return Promise.resolve('ended');
      const left = until - performance.now();
      if (left <= 0) return Promise.resolve('late');
      return new Promise((resolve) => {
        const settle = (why: 'arrived' | 'ended' | 'late'): void => {
          clearTimeout(timer);
          wake = undefined;
          resolve(why);
        };
        const timer = setTimeout(() => settle('late'), left);
        wake = settle;
        socket.resume();
      });
    },
    end: (code) => end({ by: 'error', code }),
    detach() {
      socket.on('error', () => {});
      socket.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', onError);
    },
  };
}
