import { describe, expect, test } from 'vitest';
import { mapStream } from '../../src/engine/map-stream.ts';

const never = new AbortController().signal;

/** Numbers from 0, and how many were read. */
function numbers(count: number) {
  const seen = { read: 0, closed: false };
  async function* generate() {
    try {
      for (let n = 0; n < count; n++) {
        seen.read++;
        yield n;
      }
    } finally {
      seen.closed = true;
    }
  }
  return { source: generate(), seen };
}

/** Work that ends when it is told to. */
function doors() {
  const open = new Map<number, () => void>();
  const work = (n: number) => new Promise<number>((resolve) => open.set(n, () => resolve(n)));
  return { open: (n: number) => open.get(n)!(), work, started: () => [...open.keys()] };
}

/** Everything that can happen now has happened. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

async function collect<R>(stream: AsyncIterable<R>): Promise<R[]> {
  const all: R[] = [];
  for await (const one of stream) all.push(one);
  return all;
}

describe('a stream that is worked on', () => {
  test.each([true, false])('gives every result once (ordered: %s)', async (ordered) => {
    const { source } = numbers(1000);
    const work = async (n: number) => {
      for (let turns = n % 7; turns > 0; turns--) await settled();
      return n;
    };
    const results = await collect(mapStream(source, work, { window: 20, ordered, signal: never }));
    expect(results).toHaveLength(1000);
    expect([...results].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, n) => n));
    expect(results.every((one, n) => one === n)).toBe(ordered);
  });

  test('keeps the order, however late the first one is', async () => {
    const { source } = numbers(3);
    const { work, open } = doors();
    const all = collect(mapStream(source, work, { window: 3, ordered: true, signal: never }));
    await settled();
    for (const n of [2, 1, 0]) open(n);
    expect(await all).toEqual([0, 1, 2]);
  });

  test('gives what is done first where order does not matter', async () => {
    const { source } = numbers(3);
    const { work, open } = doors();
    const stream = mapStream(source, work, { window: 3, ordered: false, signal: never });
    const first = stream.next();
    await settled();
    open(1);
    expect((await first).value).toBe(1);
    open(0);
    expect((await stream.next()).value).toBe(0);
    await stream.return(undefined);
  });

  test('reads no more than it works on, also while nobody takes the results', async () => {
    const { source, seen } = numbers(1_000_000);
    const stream = mapStream(source, async (n) => n, { window: 5, ordered: true, signal: never });
    await stream.next();
    await settled();
    expect(seen.read).toBeLessThanOrEqual(6);
    await stream.return(undefined);
    expect(seen.closed).toBe(true);
  });

  test('waits for room before it reads on', async () => {
    const { source, seen } = numbers(10);
    let rooms = 2;
    const room = () => (rooms-- > 0 ? Promise.resolve() : new Promise<void>(() => {}));
    const stream = mapStream(source, () => new Promise<never>(() => {}), {
      window: 10,
      ordered: true,
      signal: never,
      room,
    });
    void stream.next();
    await settled();
    expect(seen.read).toBe(2);
  });

  test('gives what is done while it waits for room', async () => {
    const { source, seen } = numbers(10);
    const rooms: (() => void)[] = [];
    const room = () => new Promise<void>((resolve) => rooms.push(resolve));
    const stream = mapStream(source, async (n) => n, { window: 10, ordered: true, signal: never, room });
    const first = stream.next();
    await settled();
    expect(seen.read).toBe(0);
    rooms.shift()!();
    expect((await first).value).toBe(0);
    const rest = collect(stream);
    for (let n = 1; n <= 10; n++) {
      while (rooms.length === 0) await settled();
      rooms.shift()!();
    }
    expect(await rest).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('ends at once with its signal, and closes its source', async () => {
    const { source, seen } = numbers(1_000_000);
    const controller = new AbortController();
    const { work } = doors();
    const all = collect(mapStream(source, work, { window: 5, ordered: true, signal: controller.signal }));
    await settled();
    controller.abort();
    expect(await all).toEqual([]);
    expect(seen).toEqual({ read: 5, closed: true });
  });

  test('passes on what went wrong', async () => {
    const { source } = numbers(3);
    const work = async (n: number) => {
      if (n === 1) throw new Error('broken');
      return n;
    };
    await expect(collect(mapStream(source, work, { window: 2, ordered: true, signal: never }))).rejects.toThrow(
      'broken',
    );
  });
});
