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
