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
  const leave = createLeave(room, () => queue.wake());
  let ended = false;
  const wantsMore = (): boolean => !ended && !signal.aborted && queue.size < window;
  const stop = () => queue.wake();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      while (wantsMore() && (await leave.isThere())) {
        leave.use();
        const next = await items.next();
        if (next.done === true) ended = true;
        else queue.add(work(next.value));
      }
      if (signal.aborted || (ended && queue.size === 0)) return;
      // What is done is given before there is room for more.
      if (!queue.isReady() && !(wantsMore() && leave.granted)) await queue.woken();
      if (signal.aborted) return;
      if (queue.isReady()) yield queue.take();
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await items.return?.();
  }
}

/** The leave to read one item more; asked for once, and kept until it is used. */
function createLeave(room: (() => Promise<void>) | undefined, onGranted: () => void) {
  let asked = false;
  let granted = room === undefined;
  return {
    get granted() {
      return granted;
    },
    /** True at once or not at all: nobody waits here. */
    async isThere(): Promise<boolean> {
      if (room !== undefined && !granted && !asked) {
        asked = true;
        void room().then(() => {
          asked = false;
          granted = true;
          onGranted();
        });
        // Room that is there already is told within these turns.
        await null;
        await null;
      }
      return granted;
    },
    use() {
      granted = room === undefined;
    },
  };
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
