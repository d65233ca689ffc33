/** Keeps a rate: a token for each question, so many new ones a second. Times in milliseconds. */
export interface TokenBucket {
  /** How long until there is a token; 0: now. */
  readyIn(now: number): number;
  /** Takes a token; what cannot wait, such as a retry, may run up a debt. */
  spend(now: number): void;
}

/** As much as a twentieth of a second's worth may go out at once. Without `perSecond` there is no bound. */
export function createTokenBucket(perSecond = Number.POSITIVE_INFINITY): TokenBucket {
  if (perSecond === Number.POSITIVE_INFINITY) return { readyIn: () => 0, spend() {} };
  const most = Math.max(1, perSecond / 20);
  let tokens = most;
  let filledAt = Number.NEGATIVE_INFINITY;
  const fill = (now: number): void => {
    if (filledAt !== Number.NEGATIVE_INFINITY) tokens = Math.min(most, tokens + ((now - filledAt) / 1000) * perSecond);
    filledAt = now;
  };
  return {
    readyIn(now) {
      fill(now);
      return tokens >= 1 ? 0 : ((1 - tokens) / perSecond) * 1000;
    },
    spend(now) {
      fill(now);
      tokens--;
    },
  };
}
