import { expect, test } from 'vitest';
import { decodeReply } from '../../../src/transport/dns/reply.ts';
import { wellFormed } from '../../../src/transport/dns/well-formed.ts';

/** 64 KiB whose records all point to the end of a chain of `hops` pointers. */
function chainOfPointers(hops: number): Buffer {
  const head = Buffer.alloc(12);
  head[2] = 0x80;
  const first = Buffer.alloc(11);
  const chain = Buffer.alloc(1 + 2 * hops);
  first.writeUInt16BE(999, 1);
  first.writeUInt16BE(chain.length, 9);
  const base = head.length + first.length;
  for (let hop = 0; hop < hops; hop++) {
    chain.writeUInt16BE(0xc000 | (hop === 0 ? base : base + 2 * hop - 1), 1 + 2 * hop);
  }
  const record = Buffer.alloc(12);
  record.writeUInt16BE(0xc000 | (base + 2 * hops - 1), 0);
  record.writeUInt16BE(999, 2);
  const count = Math.floor((65_535 - base - chain.length) / record.length);
  head.writeUInt16BE(count + 1, 6);
  return Buffer.concat([head, first, chain, ...Array.from({ length: count }, () => record)]);
}

test('a chain of pointers is followed within reason only', () => {
  expect(wellFormed(chainOfPointers(100))).toBe(true);
  expect(wellFormed(chainOfPointers(129))).toBe(false);
});

test('a reply with a longer chain is not given to the codec', () => {
  expect(decodeReply(chainOfPointers(100))).toMatchObject({ rcode: 0, records: [] });
  expect(decodeReply(chainOfPointers(8_000))).toBeUndefined();
});

test('a name may have 255 bytes and no more', () => {
  const named = (labels: readonly number[]) => {
    const head = Buffer.alloc(12);
    head.writeUInt16BE(1, 4);
    const name = labels.map((length) => Buffer.concat([Buffer.of(length), Buffer.alloc(length, 'a')]));
    return Buffer.concat([head, ...name, Buffer.alloc(5)]);
  };
  expect(wellFormed(named([63, 63, 63, 61]))).toBe(true);
  expect(wellFormed(named([63, 63, 63, 62]))).toBe(false);
});

test('every prefix of a message is read without an exception', () => {
  const message = chainOfPointers(20).subarray(0, 400);
  for (let length = 0; length <= message.length; length++) {
    expect(wellFormed(message.subarray(0, length))).toBe(false);
  }
});
