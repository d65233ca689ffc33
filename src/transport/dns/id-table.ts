import { randomFillSync } from 'node:crypto';

/**
 * What waits under which message id. A `Map` would do, but one that is filled and emptied all the time leaves its old
 * tables behind, and these keep everything they ever held from being collected young.
 */
export interface IdTable<T> {
  readonly size: number;
  /** Files it under a random id (RFC 5452 section 9.2) that nothing else waits under. */
  put(value: T): number;
  get(id: number): T | undefined;
  /** Takes it out, if it is still there. */
  remove(id: number, value: T): void;
  /** Takes everything out. */
  clear(): T[];
}

const smallest = 64;
/** Half of all ids; with more, a free one is hard to find. */
const largest = 0x8000;

/** Throws when 32,768 wait, which the window of questions in flight rules out. */
export function createIdTable<T>(): IdTable<T> {
  /** No two that wait have the same low bits, so these are their place. */
  let values: (T | undefined)[] = new Array(smallest).fill(undefined);
  let ids = new Uint16Array(smallest);
  let size = 0;

  const grow = (): void => {
    if (values.length === largest) throw new RangeError('too many questions wait on one socket');
    const [oldValues, oldIds] = [values, ids];
    values = new Array(2 * oldValues.length).fill(undefined);
    ids = new Uint16Array(values.length);
    for (const [place, value] of oldValues.entries()) {
      if (value === undefined) continue;
      const id = oldIds[place]!;
      values[id & (values.length - 1)] = value;
      ids[id & (values.length - 1)] = id;
    }
  };
  const placeOf = (id: number): number => {
    const place = id & (values.length - 1);
    return values[place] !== undefined && ids[place] === id ? place : -1;
  };

  return {
    get size() {
      return size;
    },
    put(value) {
      if (2 * size >= values.length) grow();
      for (;;) {
        const id = randomId();
        const place = id & (values.length - 1);
        if (values[place] !== undefined) continue;
        values[place] = value;
        ids[place] = id;
        size++;
        return id;
      }
    },
    get(id) {
      const place = placeOf(id);
      return place < 0 ? undefined : values[place];
    },
    remove(id, value) {
      const place = placeOf(id);
      if (place < 0 || values[place] !== value) return;
      values[place] = undefined;
      size--;
    },
    clear() {
      const left = values.filter((value) => value !== undefined);
      values.fill(undefined);
      size = 0;
      return left;
    },
  };
}

const random = new Uint16Array(4096);
let left = 0;

function randomId(): number {
  if (left === 0) {
    randomFillSync(random);
    left = random.length;
  }
  return random[--left]!;
}
