/** Numbers that look random and are the same in every run (mulberry32). */
export interface Seeded {
  /** 0 to `below` - 1. */
  number(below: number): number;
  pick<T>(from: readonly T[]): T;
  /** True once in `n` times. */
  once(n: number): boolean;
}

export function seeded(seed: number): Seeded {
  let state = seed;
  const number = (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
  return { number, pick: (from) => from[number(from.length)]!, once: (n) => number(n) === 0 };
}
