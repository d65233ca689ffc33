import { expect, test } from 'vitest';
import { within } from '../../src/transport/within.ts';
import { failureOf } from './sockets.ts';

test('what is done in time gives its result, and nothing is stopped', async () => {
  let stopped = 0;
  expect(
    await within(
      5_000,
      'data',
      () => stopped++,
      async () => 'done',
    ),
  ).toBe('done');
  expect(stopped).toBe(0);
});

test('what is late is stopped, once, and fails with its stage', async () => {
  let stopped = 0;
  const late = within(
    20,
    'mailbox',
    () => stopped++,
    () => new Promise(() => {}),
  );
  expect(await failureOf(late)).toEqual({ kind: 'timeout', stage: 'mailbox', afterMs: 20 });
  expect(stopped).toBe(1);
});

test('what fails by itself fails as it does', async () => {
  const error = new Error('of its own');
  await expect(
    within(
      5_000,
      'data',
      () => {},
      () => Promise.reject(error),
    ),
  ).rejects.toBe(error);
});
