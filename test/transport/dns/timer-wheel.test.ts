import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTimerWheel, Timed } from '../../../src/transport/dns/timer-wheel.ts';
import { createTtlCache } from '../../../src/transport/dns/ttl-cache.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval', 'setImmediate'] });
});
afterEach(() => {
  vi.useRealTimers();
});

class Bell extends Timed {
  readonly rang: number[] = [];
  expire(now: number): void {
    this.rang.push(Math.round(now));
  }
}

test('each is told once, when it is due and no more than a tick later', () => {
  const wheel = createTimerWheel();
  const start = performance.now();
  const bells = [0, 49, 50, 333, 12_750, 12_800, 40_000].map((after) => ({ after, bell: new Bell() }));
  for (const { bell, after } of bells) wheel.set(bell, start + after);
  vi.advanceTimersByTime(60_000);
  for (const { bell, after } of bells) {
    expect(bell.rang).toHaveLength(1);
    expect(bell.rang[0]! - start).toBeGreaterThanOrEqual(after);
    expect(bell.rang[0]! - start).toBeLessThanOrEqual(after + 100);
  }
  wheel.stop();
});

test('what is put off or taken out is not told before, or at all', () => {
  const wheel = createTimerWheel();
  const start = performance.now();
  const bells = Array.from({ length: 5 }, () => new Bell());
  const [off, forward, out, ...rest] = bells as [Bell, Bell, Bell, Bell, Bell];
  for (const bell of bells) wheel.set(bell, start + 500);
  wheel.set(off, start + 2_000);
  wheel.set(forward, start + 100);
  wheel.clear(out);
  wheel.clear(out);
  vi.advanceTimersByTime(200);
  expect(bells.map(({ rang }) => rang.length)).toEqual([0, 1, 0, 0, 0]);
  vi.advanceTimersByTime(500);
  expect(rest.map(({ rang }) => rang.length)).toEqual([1, 1]);
  expect(off.rang).toEqual([]);
  vi.advanceTimersByTime(2_000);
  expect(off.rang).toHaveLength(1);
  expect(out.rang).toEqual([]);
  wheel.stop();
});

test('one that sets itself again while it is told gets its turn', () => {
  const wheel = createTimerWheel();
  let left = 3;
  class Again extends Timed {
    expire(now: number): void {
      if (--left > 0) wheel.set(this, now);
    }
  }
  wheel.set(new Again(), performance.now());
  vi.advanceTimersByTime(300);
  expect(left).toBe(0);
  wheel.stop();
});

test('it stands still once stopped, and starts again', () => {
  const wheel = createTimerWheel();
  wheel.stop();
  expect(vi.getTimerCount()).toBe(0);
  const bell = new Bell();
  vi.advanceTimersByTime(100_000);
  wheel.set(bell, performance.now() + 100);
  vi.advanceTimersByTime(200);
  expect(bell.rang).toHaveLength(1);
  wheel.stop();
  vi.advanceTimersByTime(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('answers are kept for their time, and the oldest go when there are too many', () => {
  const cache = createTtlCache<string>(3);
  cache.set('brief', 'B', 1);
  cache.set('long', 'L', 60);
  cache.set('none', 'N', 0);
  expect([cache.get('brief'), cache.get('long'), cache.get('none')]).toEqual(['B', 'L', undefined]);
  vi.advanceTimersByTime(1_000);
  expect([cache.get('brief'), cache.get('long')]).toEqual([undefined, 'L']);
  for (const key of ['x', 'y', 'z']) cache.set(key, key, 60);
  expect(['long', 'x', 'y', 'z'].map((key) => cache.get(key))).toEqual([undefined, 'x', 'y', 'z']);
});
