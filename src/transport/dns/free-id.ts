import { randomFillSync } from 'node:crypto';

const random = new Uint16Array(4096);
let left = 0;

/** A random message id that is not taken (RFC 5452 section 9.2). */
export function freeId(taken: ReadonlyMap<number, unknown>): number {
  for (;;) {
    if (left === 0) {
      randomFillSync(random);
      left = random.length;
    }
    const id = random[--left]!;
    if (!taken.has(id)) return id;
  }
}
