import { expect, test } from 'vitest';
import { patiently } from '../../src/probes/patience.ts';

/** Ends with its signal alone. */
const until = (signal: AbortSignal): Promise<string> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve('ended');
    signal.addEventListener('abort', () => resolve('ended'));
  });
const never = new AbortController().signal;

test('work ends with its time', async () => {
  expect(await patiently(1, never, until)).toBe('ended');
});

test('work ends with the run, and does not begin after it', async () => {
  const controller = new AbortController();
  const work = patiently(3_600_000, controller.signal, until);
  controller.abort();
  expect(await work).toBe('ended');
  expect(await patiently(3_600_000, controller.signal, until)).toBe('ended');
});

test('what is done in time leaves nothing behind', async () => {
  expect(await patiently(3_600_000, never, async () => 'done')).toBe('done');
  await expect(patiently(3_600_000, never, async () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
});
