import { describe, expect, test } from 'vitest';
import { createGate, createPace, pause } from '../../../src/probes/blocklist/pace.ts';

const never = new AbortController().signal;

/** A pace whose time passes only as it waits; the times at which questions went. */
function timed(burst: number) {
  let now = 0;
  const waits: number[] = [];
  const pace = createPace({
    burst,
    now: () => now,
    wait: async (ms) => void waits.push(Math.round(ms)),
  });
  const advance = (ms: number): void => {
    now += ms;
  };
  return { pace, waits, advance };
}

describe('the pace of questions', () => {
  test('lets the first ones go at once, and the rest one after another', async () => {
    const { pace, waits } = timed(3);
    for (let n = 0; n < 6; n++) await pace.take('a', 5, never);
    expect(waits).toEqual([200, 400, 600]);
  });

  test('fills up again while nobody asks', async () => {
    const { pace, waits, advance } = timed(2);
    for (let n = 0; n < 3; n++) await pace.take('a', 5, never);
    advance(1_000);
    for (let n = 0; n < 3; n++) await pace.take('a', 5, never);
    expect(waits).toEqual([200, 200]);
  });

  test('is each operator’s own', async () => {
    const { pace, waits } = timed(1);
    for (const operator of ['a', 'b', 'c']) await pace.take(operator, 5, never);
    expect(waits).toEqual([]);
  });

  test('of no limit never waits', async () => {
    const { pace, waits } = timed(1);
    for (let n = 0; n < 1000; n++) await pace.take('a', Number.POSITIVE_INFINITY, never);
    expect(waits).toEqual([]);
  });
});

test('a pause ends with its signal', async () => {
  const controller = new AbortController();
  const waiting = pause(3_600_000, controller.signal);
  controller.abort();
  await waiting;
  await pause(3_600_000, controller.signal);
});

test('a gate lets so many through at a time, and all of them in the end', async () => {
  const gate = createGate(2);
  const open: (() => void)[] = [];
  let inside = 0;
  const passing = Array.from({ length: 5 }, (_, n) =>
    gate.run(async () => {
      inside++;
      await new Promise<void>((resolve) => open.push(resolve));
      inside--;
      if (n === 1) throw new Error('lost');
      return n;
    }),
  );
  const results = Promise.allSettled(passing);
  for (let n = 0; n < 5; n++) {
    while (open.length === 0) await Promise.resolve();
    expect(inside).toBeLessThanOrEqual(2);
    open.shift()!();
  }
  expect((await results).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
});
