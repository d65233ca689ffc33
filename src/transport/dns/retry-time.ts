/** How long to wait for an answer before asking again, from how long answers took (RFC 6298). Milliseconds. */
export interface RetryTime {
  readonly ms: number;
  /** Every try has an id of its own, so it is known which one was answered. */
  sample(ms: number): void;
}

/** Before anything is known. */
const first = 800;
/** A recursive resolver may know one answer and have to find out the next. */
const shortest = 300;
const longest = 3_000;

export function createRetryTime(): RetryTime {
  let smooth: number | undefined;
  let variation = 0;
  return {
    get ms() {
      if (smooth === undefined) return first;
      return Math.min(longest, Math.max(shortest, smooth + 4 * variation));
    },
    sample(ms) {
      if (smooth === undefined) {
        smooth = ms;
        variation = ms / 2;
      } else {
        variation += (Math.abs(smooth - ms) - variation) / 4;
        smooth += (ms - smooth) / 8;
      }
    },
  };
}
