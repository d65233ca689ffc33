import { once } from 'node:events';
import { expect, test } from 'vitest';
import { tapRecords } from '../../src/transport/record-tap.ts';
import { socketPair } from './sockets.ts';

const record = (type: number, length: number): Buffer =>
  Buffer.concat([Buffer.from([type, 3, 3, length >> 8, length & 255]), Buffer.alloc(length)]);
const alert = record(0x15, 2);
const data = record(0x17, 600);
/** A close_notify of TLS 1.3: two bytes, the inner type, a tag. */
const hidden = record(0x17, 19);

/** Everything that was written, in pieces of so many bytes. */
async function tapped(bytes: Buffer, size: number) {
  const { near, far } = await socketPair();
  near.setNoDelay();
  const tap = tapRecords(near);
  tap.stream.resume();
  const ended = once(tap.stream, 'end');
  // Pieces are handed to the tap as if they had come so: the kernel may join what is written.
  for (let at = 0; at < bytes.length; at += size) near.emit('data', bytes.subarray(at, at + size));
  far.end();
  await ended;
  return tap;
}

test.each<[string, Buffer, boolean]>([
  ['nothing', Buffer.alloc(0), false],
  ['an alert', alert, true],
  ['an alert behind data', Buffer.concat([data, alert]), true],
  ['a hidden alert', Buffer.concat([data, hidden]), true],
  ['data', Buffer.concat([alert, data]), false],
  ['half an alert', Buffer.concat([data, alert.subarray(0, 6)]), false],
  ['half a header', Buffer.concat([alert, data.subarray(0, 3)]), false],
  ['what could be hidden, and more', Buffer.concat([hidden, data]), false],
])('a stream that ends with %s', async (_, bytes, endedByAlert) => {
  for (const size of [1, 4, 7, 5000]) expect((await tapped(bytes, size)).endedByAlert).toBe(endedByAlert);
});

test('the first 512 bytes are kept', async () => {
  const bytes = Buffer.from(Array.from({ length: 2000 }, (_, index) => index % 256));
  for (const size of [1, 100, 2000]) expect((await tapped(bytes, size)).first).toEqual(bytes.subarray(0, 512));
  expect((await tapped(Buffer.from('220 x'), 2)).first.toString()).toBe('220 x');
});

test('what is written to the stream goes to the socket, and its end as well', async () => {
  const { near, far } = await socketPair();
  const { stream } = tapRecords(near);
  stream.write('abc');
  stream.end('def');
  let heard = '';
  far.on('data', (chunk) => {
    heard += chunk;
  });
  await once(far, 'end');
  expect(heard).toBe('abcdef');
});

test('an error of the socket is one of the stream', async () => {
  const { near, far } = await socketPair();
  const { stream } = tapRecords(near);
  const failed = once(stream, 'error');
  near.resume();
  far.resetAndDestroy();
  expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
});
