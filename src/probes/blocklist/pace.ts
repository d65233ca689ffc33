/** Keeps questions to one operator within what he bears; the first ones go at once. */
export interface Pace {
  /** Resolves when the next question may be sent, or when the signal ends the waiting. */
  take(operator: string, perSecond: number, signal: AbortSignal): Promise<void>;
}

export interface PaceOptions {
  /** Questions that may go before any waiting. */
  readonly burst: number;
  /** Milliseconds, never going back. */
  now(): number;
  /** Resolves after so many milliseconds, or with the signal. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** Token buckets, one an operator. A place in the queue is taken at once, so that nobody overtakes. */
export function createPace({ burst, now, wait }: PaceOptions): Pace {
  /** When each bucket will be full again. */
  const fullAt = new Map<string, number>();
  return {
    async take(operator, perSecond, signal) {
      const each = 1000 / perSecond;
      const at = now();
      const full = Math.max(fullAt.get(operator) ?? at, at) + each;
      fullAt.set(operator, full);
      const early = full - at - burst * each;
      if (early > 0) await wait(early, signal);
    },
  };
}

/** Lets so many through at a time; the others wait their turn. */
export interface Gate {
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function createGate(most: number): Gate {
  let inside = 0;
  const waiting: (() => void)[] = [];
  return {
    async run(work) {
      if (inside >= most) await new Promise<void>((resolve) => waiting.push(resolve));
      else inside++;
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        // A place that is passed on stays taken.
        if (next === undefined) inside--;
        else next();
      }
    },
  };
}

/** Waits by the clock of this machine. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    if (signal.aborted) done();
  });
