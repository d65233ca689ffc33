import type { Output } from './shell.ts';
import { UsageError } from './usage-error.ts';

/** Standard output, which the reader may close at any time (`| head -1`). */
export interface Stdout {
  /** Resolves when the text is handed over; false when nobody reads any more. */
  write(text: string): Promise<boolean>;
  readonly closed: boolean;
}

/**
 * Watches a stream for its reader going away, which is no error: the rest is not written, `onClose` is called once.
 * Anything else (a full disk) rejects the write with a UsageError.
 */
export function createStdout(stream: Output, onClose: () => void): Stdout {
  let closed = false;
  const close = () => {
    if (closed) return;
    closed = true;
    onClose();
  };
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') close();
  });
  return {
    get closed() {
      return closed;
    },
    write(text) {
      if (closed) return Promise.resolve(false);
      return new Promise((resolve, reject) => {
        stream.write(text, (error) => {
          const code = (error as NodeJS.ErrnoException | null | undefined)?.code;
          if (error === null || error === undefined) return resolve(true);
          if (code !== 'EPIPE' && code !== 'ERR_STREAM_DESTROYED') {
            return reject(new UsageError(`standard output cannot be written (${code ?? error.name}).`));
          }
          close();
          resolve(false);
        });
      });
    },
  };
}
