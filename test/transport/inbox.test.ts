import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { createInbox } from '../../src/transport/inbox.ts';
import { socketPair } from './sockets.ts';

const soon = (ms = 20) => performance.now() + ms;
const later = () => performance.now() + 10_000;

async function inboxOf(isProper = true) {
  const { near, far } = await socketPair();
  return { near, far, inbox: createInbox(near, () => isProper) };
}

describe('waiting', () => {
  test('ends when something arrives', async () => {
    const { far, inbox } = await inboxOf();
    far.write('abc');
    expect(await inbox.more(later())).toBe('arrived');
    expect(inbox.queue.peek(9).toString()).toBe('abc');
  });

  test('ends at its moment, not before and not much later', async () => {
    const { inbox } = await inboxOf();
    const until = soon(30);
    expect(await inbox.more(until)).toBe('late');
    expect(performance.now()).toBeGreaterThan(until - 2);
    expect(await inbox.more(performance.now() - 1)).toBe('late');
  });

  test.each([
    ['properly', true],
    ['without the alert of TLS', false],
  ])('ends when the peer ends %s', async (_, proper) => {
    const { far, inbox } = await inboxOf(proper);
    far.end();
    expect(await inbox.more(later())).toBe('ended');
    expect(inbox.ending).toEqual({ by: 'peer', proper });
    expect(await inbox.more(later())).toBe('ended');
  });

  test('ends when the connection is reset, with the code of it', async () => {
    const { far, inbox } = await inboxOf();
    far.resetAndDestroy();
    expect(await inbox.more(later())).toBe('ended');
    expect(inbox.ending).toEqual({ by: 'error', code: 'ECONNRESET' });
  });

  test('ends from this side; the first ending counts', async () => {
    const { far, inbox } = await inboxOf();
    const waiting = inbox.more(later());
    inbox.end('ABORTED');
    inbox.end('SECOND');
    far.end();
    expect(await waiting).toBe('ended');
    expect(inbox.ending).toEqual({ by: 'error', code: 'ABORTED' });
  });

  test('what came before the end stays', async () => {
    const { far, near, inbox } = await inboxOf();
    far.end('bye');
    await once(near, 'close');
    expect(await inbox.more(later())).toBe('ended');
    expect(inbox.queue.peek(9).toString()).toBe('bye');
  });
});

test('while nobody waits, little is read ahead', async () => {
  const { near, far, inbox } = await inboxOf();
  const paused = once(near, 'pause');
  far.write(Buffer.alloc(8 * 1024 * 1024));
  await paused;
  expect(inbox.queue.size).toBeGreaterThan(64 * 1024);
  expect(inbox.queue.size).toBeLessThan(256 * 1024);
  const before = inbox.queue.size;
  expect(await inbox.more(later())).toBe('arrived');
  expect(inbox.queue.size).toBeGreaterThan(before);
});

test('once detached it hears nothing, and an error of the socket ends no process', async () => {
  const { near, far, inbox } = await inboxOf();
  inbox.detach();
  const heard = once(near, 'data');
  near.resume();
  far.write('for somebody else');
  expect(String(await heard)).toBe('for somebody else');
  expect(inbox.queue.size).toBe(0);
  const closed = new Promise((resolve) => near.once('close', resolve));
  near.destroy(new Error('late'));
  await closed;
  expect(inbox.ending).toBeUndefined();
});
