export interface MapStreamOptions {
  /** Items that are worked on, or wait for an earlier one to be done, at a time. */
  readonly window: number;
  /** Results in the order of the items, else as they come. */
  readonly ordered: boolean;
  /** Ends the stream at once; what is under way is not given any more. */
  readonly signal: AbortSignal;
  /** Resolves when there is room for another item. */
  room?(): Promise<void>;
}

/**
 * Works on the items of a stream, several at a time, in constant memory: no more is read than is worked on. A `work` that
 * rejects ends the stream with its error.
 */
export async function* mapStream<T, R>(
  source: AsyncIterable<T>,
  work: (item: T) => Promise<R>,
  { window, ordered, signal, room }: MapStreamOptions,
): AsyncGenerator<R> {
  const items = source[Symbol.asyncIterator]();
  const queue = createQueue<R>(ordered);
  let ended = false;
  const stop = () => queue.wake();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      while (!ended && !signal.aborted && queue.size < window) {
        await room?.();
        const next = await items.next();
        if (next.done === true) ended = true;
        else queue.add(work(next.value));
      }
      if (signal.aborted || queue.size === 0) return;
      if (!queue.isReady()) await queue.woken();
      if (signal.aborted) return;
      if (queue.isReady()) yield queue.take();
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await items.return?.();
  }
}

interface Entry<R> {
  settled?: { readonly value: R } | { readonly error: unknown };
}

/** What is under way and what is done, in the order of beginning or of ending. */
function createQueue<R>(ordered: boolean) {
  const entries: Entry<R>[] = [];
  let wake = () => {};
  const next = (): number => (ordered ? 0 : entries.findIndex(({ settled }) => settled !== undefined));
  return {
    get size() {
      return entries.length;
    },
    add(work: Promise<R>) {
      const entry: Entry<R> = {};
      entries.push(entry);
      const done = (settled: NonNullable<Entry<R>['settled']>) => {
        entry.settled = settled;
        wake();
      };
      work.then(
        (value) => done({ value }),
        (error: unknown) => done({ error }),
      );
    },
    isReady: () => entries[next()]?.settled !== undefined,
    take(): R {
      const [{ settled }] = entries.splice(next(), 1) as [Entry<R>];
      if (settled !== undefined && 'value' in settled) return settled.value;
      throw settled?.error;
    },
    wake: () => wake(),
    woken: () =>
      new Promise<void>((resolve) => {
        wake = resolve;
      }),
  };
}
