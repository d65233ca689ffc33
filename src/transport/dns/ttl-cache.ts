/** Answers for as long as they hold, and no more than a given number. */
export interface TtlCache<T> {
  get(key: string): T | undefined;
  /** @param ttl seconds; nothing is kept for 0 */
  set(key: string, value: T, ttl: number): void;
}

export function createTtlCache<T>(maxEntries: number): TtlCache<T> {
  const entries = new Map<string, { readonly value: T; readonly until: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      if (entry.until > performance.now()) return entry.value;
      entries.delete(key);
      return undefined;
    },
    set(key, value, ttl) {
      if (ttl <= 0) return;
      // The one that was kept first goes first.
      if (entries.size >= maxEntries) for (const oldest of entries.keys()) if (entries.delete(oldest)) break;
      entries.set(key, { value, until: performance.now() + ttl * 1000 });
    },
  };
}
