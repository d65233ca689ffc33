import { describe, expect, test } from 'vitest';
import { createByteQueue } from '../../src/transport/byte-queue.ts';

const queueOf = (...chunks: readonly string[]) => {
  const queue = createByteQueue();
  for (const chunk of chunks) queue.push(Buffer.from(chunk));
  return queue;
};
const text = (bytes: Buffer | undefined): string | undefined => bytes?.toString();

describe('lines', () => {
  test.each<[string, readonly string[], readonly string[], string]>([
    ['nothing', [], [], ''],
    ['half a line', ['220 x'], [], '220 x'],
    ['one line', ['220 x\r\n'], ['220 x\r\n'], ''],
    ['two in one chunk, and a rest', ['a\r\nb\r\nc'], ['a\r\n', 'b\r\n'], 'c'],
    ['one in many chunks', ['2', '2', '0', ' x', '\r', '\n'], ['220 x\r\n'], ''],
    ['a line end alone', ['\n'], ['\n'], ''],
    ['empty chunks', ['', 'a', '', '\n', ''], ['a\n'], ''],
    ['a line end at the beginning of a chunk', ['abc', '\ndef\n'], ['abc\n', 'def\n'], ''],
  ])('%s', (_, chunks, lines, rest) => {
    const queue = queueOf(...chunks);
    const taken: string[] = [];
    for (let line = queue.takeLine(); line !== undefined; line = queue.takeLine()) taken.push(line.toString());
    expect(taken).toEqual(lines);
    expect(queue.size).toBe(rest.length);
    expect(queue.unfinished).toBe(rest.length);
    expect(text(queue.peek(99))).toBe(rest);
  });

  test('are the same however they arrive', () => {
    const all = 'first\r\n\n{5}\r\nhello) done\r\nlast without end';
    for (let size = 1; size <= all.length; size++) {
      const queue = createByteQueue();
      const lines: string[] = [];
      for (let at = 0; at < all.length; at += size) {
        queue.push(Buffer.from(all.slice(at, at + size)));
        for (let line = queue.takeLine(); line !== undefined; line = queue.takeLine()) lines.push(line.toString());
      }
      expect(lines).toEqual(['first\r\n', '\n', '{5}\r\n', 'hello) done\r\n']);
      expect(text(queue.take(queue.size))).toBe('last without end');
    }
  });

  test('are not looked for twice in the same bytes', () => {
    const queue = queueOf('abc', 'def');
    expect([queue.unfinished, queue.takeLine(), queue.unfinished]).toEqual([0, undefined, 6]);
    queue.push(Buffer.from('gh\nij'));
    expect(queue.unfinished).toBe(6);
    expect(text(queue.takeLine())).toBe('abcdefgh\n');
    expect(queue.unfinished).toBe(0);
  });
});

describe('a number of bytes', () => {
  test('is taken whole or not at all', () => {
    const queue = queueOf('abc', 'def');
    expect(queue.take(7)).toBeUndefined();
    expect(queue.size).toBe(6);
    expect(text(queue.take(4))).toBe('abcd');
    expect(text(queue.take(2))).toBe('ef');
    expect(queue.size).toBe(0);
  });

  test('may be none', () => {
    expect(text(queueOf().take(0))).toBe('');
    expect(text(queueOf('a').take(0))).toBe('');
  });

  test('ends a search for a line, which begins anew behind it', () => {
    const queue = queueOf('abc', 'd\n');
    queue.takeLine();
    queue.push(Buffer.from('12345'));
    expect(queue.takeLine()).toBeUndefined();
    queue.take(2);
    queue.push(Buffer.from('6\n'));
    expect(text(queue.takeLine())).toBe('3456\n');
  });
});

test('peek leaves everything where it is', () => {
  const queue = queueOf('abc', 'def', 'ghi');
  expect(text(queue.peek(5))).toBe('abcde');
  expect(text(queue.peek(0))).toBe('');
  expect(text(queue.peek(100))).toBe('abcdefghi');
  expect(text(queue.take(9))).toBe('abcdefghi');
});

test('32 MiB without a line end are searched once and joined once', () => {
  const queue = createByteQueue();
  const chunk = Buffer.alloc(16 * 1024, 'x');
  for (let count = 0; count < 2048; count++) {
    queue.push(chunk);
    expect(queue.takeLine()).toBeUndefined();
  }
  queue.push(Buffer.from('\n'));
  expect(queue.takeLine()?.length).toBe(32 * 1024 * 1024 + 1);
});
