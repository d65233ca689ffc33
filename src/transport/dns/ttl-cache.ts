/** Answers for as long as they hold, and no more than a given number. */
export interface TtlCache<T> {
  get(key: string): T | undefined;
  /** @param ttl seconds; nothing is kept for 0 */
  set(key: string, value: T, ttl: number): void;
}

interface Entry<T> {
  readonly value: T;
  readonly until: number;
  readonly slot: number;
}

/** When it is full, the one that was kept first goes first. */
export function createTtlCache<T>(maxEntries: number): TtlCache<T> {
  const entries = new Map<string, Entry<T>>();
  /** Keys in the order of their coming, round and round: the first of a map that is emptied from its front is far to seek. */
  const slots: string[] = [];
  let next = 0;
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
      const slot = next;
      next = (next + 1) % maxEntries;
      const oldest = slots[slot];
      if (oldest !== undefined && entries.get(oldest)?.slot === slot) entries.delete(oldest);
      slots[slot] = key;
      entries.set(key, { value, until: performance.now() + ttl * 1000, slot });
    },
  };
}
