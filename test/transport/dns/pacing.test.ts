import { expect, test } from 'vitest';
import type { DnsLane } from '../../../src/model/bulk-resolver.ts';
import { createLanes } from '../../../src/transport/dns/lanes.ts';
import { createRetryTime } from '../../../src/transport/dns/retry-time.ts';
import { createTokenBucket } from '../../../src/transport/dns/token-bucket.ts';

/** How many tokens it gives when asked every millisecond. */
function givenIn(ms: number, perSecond: number): number {
  const bucket = createTokenBucket(perSecond);
  let given = 0;
  for (let now = 0; now < ms; now++) {
    while (bucket.readyIn(now) === 0) {
      bucket.spend(now);
      given++;
    }
  }
  return given;
}

test.each([
  [1, 10_000, 10],
  [5, 10_000, 50],
  [2_000, 10_000, 20_000],
])('%i a second are that many', (perSecond, ms, expected) => {
  const given = givenIn(ms, perSecond);
  expect(given).toBeGreaterThanOrEqual(expected);
  expect(given).toBeLessThanOrEqual(expected + Math.max(1, perSecond / 20));
});

test('says when the next token is there, and pays back a debt first', () => {
  const bucket = createTokenBucket(10);
  expect(bucket.readyIn(0)).toBe(0);
  bucket.spend(0);
  expect(bucket.readyIn(0)).toBeCloseTo(100);
  bucket.spend(0);
  bucket.spend(0);
  expect(bucket.readyIn(100)).toBeCloseTo(200);
  expect(bucket.readyIn(300)).toBe(0);
});

test('idle time is not saved up', () => {
  const bucket = createTokenBucket(100);
  bucket.spend(0);
  let burst = 0;
  for (; bucket.readyIn(60_000) === 0; burst++) bucket.spend(60_000);
  expect(burst).toBe(5);
});

test('without a bound there is always a token', () => {
  const bucket = createTokenBucket();
  for (let n = 0; n < 1_000; n++) bucket.spend(0);
  expect(bucket.readyIn(0)).toBe(0);
});

interface Job {
  readonly name: string;
  readonly lane: DnsLane | undefined;
}
const jobs = (lane: DnsLane | undefined, ...names: string[]): Job[] => names.map((name) => ({ name, lane }));
const takeAll = (lanes: ReturnType<typeof createLanes<Job>>, now = 0): string => {
  let taken = '';
  for (let job = lanes.take(now); job !== undefined; job = lanes.take(now)) taken += job.name;
  return taken;
};

test('lanes take turns, and each keeps its order', () => {
  const lanes = createLanes<Job>(128);
  const [x, y] = [{}, {}];
  for (const job of [...jobs(x, 'a', 'b', 'c'), ...jobs(y, '1', '2'), ...jobs(undefined, '-')]) lanes.push(job);
  expect(lanes.waiting).toBe(6);
  const taken = takeAll(lanes);
  expect(taken.replace(/[^abc]/g, '')).toBe('abc');
  expect(taken.replace(/[^12]/g, '')).toBe('12');
  expect(taken.slice(0, 3)).not.toMatch(/^(abc|12)/);
  expect(lanes.waiting).toBe(0);
});

test('a lane that is slow or full does not hold up the others', () => {
  const lanes = createLanes<Job>(128);
  const slow = { perSecond: 5 };
  const narrow = { inFlight: 2 };
  const [first, ...others] = jobs(narrow, 'a', 'b', 'c');
  for (const job of [...jobs(slow, '1', '2', '3'), first!, ...others, ...jobs({}, '+', '+', '+')]) lanes.push(job);
  expect([...takeAll(lanes)].sort().join('')).toBe('+++1ab');
  expect(lanes.readyIn(0)).toBeCloseTo(200);
  expect(takeAll(lanes, 200)).toBe('2');
  lanes.done(first!);
  expect(takeAll(lanes, 201)).toBe('c');
  expect(lanes.readyIn(201)).toBeCloseTo(199);
});

test('a lane has a quarter of what may be in flight unless it says otherwise', () => {
  const lanes = createLanes<Job>(8);
  for (const job of jobs({}, 'a', 'b', 'c', 'd')) lanes.push(job);
  expect(takeAll(lanes)).toBe('ab');
  expect(lanes.readyIn(0)).toBeUndefined();
});

test('a long queue is worked off in order', () => {
  const lanes = createLanes<Job>(100_000);
  for (let n = 0; n < 10_000; n++) lanes.push({ name: `${n},`, lane: undefined });
  expect(takeAll(lanes)).toBe(Array.from({ length: 10_000 }, (_, n) => `${n},`).join(''));
});

test('what waits can be taken back', () => {
  const lanes = createLanes<Job>(128);
  for (const job of jobs({}, 'a', 'b')) lanes.push(job);
  lanes.take(0);
  expect(lanes.clear().map(({ name }) => name)).toEqual(['b']);
  expect(lanes.waiting).toBe(0);
  expect(lanes.take(0)).toBeUndefined();
});

test('the time to ask again follows how long answers take, within bounds', () => {
  const retry = createRetryTime();
  expect(retry.ms).toBe(800);
  for (let n = 0; n < 50; n++) retry.sample(1);
  expect(retry.ms).toBe(300);
  for (let n = 0; n < 50; n++) retry.sample(600);
  expect(retry.ms).toBeGreaterThan(600);
  expect(retry.ms).toBeLessThan(800);
  for (let n = 0; n < 50; n++) retry.sample(n % 2 === 0 ? 10 : 5_000);
  expect(retry.ms).toBe(3_000);
});
