import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Each read costs a turn of a thread: saved evidence has many megabytes. */
const chunkBytes = 1024 * 1024;
const pollMs = 20;
/** A pipe that nobody writes to is given up after so long. */
const patienceMs = 30_000;

/** A file or pipe that is being read. */
export interface Input {
  readonly stat: Stats;
  chunks(): AsyncGenerator<Buffer, void, undefined>;
  close(): Promise<void>;
}

/**
 * Opens what the user named. A pipe is never waited for in the kernel, where neither Ctrl-C nor the end of the process
 * gets through; one with a name may be opened before anybody writes to it.
 * @throws ENOENT and its like; ABORT_ERR from `chunks` when the signal is aborted, ETIMEDOUT when a pipe stays silent
 */
export async function openInput(path: string, signal?: AbortSignal): Promise<Input> {
  const hasName = (await lstat(path)).isFIFO();
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const stat = await handle.stat();
  return { stat, chunks: () => chunksOf(handle, { isAwaited: hasName, signal }), close: () => handle.close() };
}

async function* chunksOf(
  handle: FileHandle,
  { isAwaited, signal }: { readonly isAwaited: boolean; readonly signal: AbortSignal | undefined },
): AsyncGenerator<Buffer, void, undefined> {
  const buffer = Buffer.alloc(chunkBytes);
  let isBegun = !isAwaited;
  let lastAt = performance.now();
  for (;;) {
    const read = await handle.read(buffer, 0, chunkBytes, null).catch(unlessEmpty);
    if (read !== undefined && read.bytesRead > 0) {
      yield Buffer.from(buffer.subarray(0, read.bytesRead));
      isBegun = true;
      lastAt = performance.now();
    } else if (read !== undefined && isBegun) {
      return;
    } else {
      if (performance.now() - lastAt > patienceMs) throw Object.assign(new Error('silent pipe'), { code: 'ETIMEDOUT' });
      await sleep(pollMs, undefined, signal === undefined ? {} : { signal });
    }
  }
}

/** A pipe that is open at the other end, and has nothing yet. */
function unlessEmpty(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'EAGAIN') throw error;
}

/** The same in one: what is in a file or comes through a pipe. */
export async function* inputChunks(path: string, signal?: AbortSignal): AsyncGenerator<Buffer, void, undefined> {
  const input = await openInput(path, signal);
  try {
    yield* input.chunks();
  } finally {
    await input.close();
  }
}
