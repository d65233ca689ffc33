import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { durationText, progressLine } from '../../src/cli/many-progress.ts';
import { createCursor } from '../../src/cli/resume-state.ts';
import { openTargetFile } from '../../src/cli/target-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailcheck-many-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('lines of a file of targets', () => {
  const read = async (content: string | Buffer, from?: { line: number; end: number }) => {
    const path = join(folder, 'targets');
    writeFileSync(path, content);
    const file = await openTargetFile(path, { stdin: process.stdin, cwd: folder });
    const lines = [];
    for await (const one of file.lines(from)) lines.push(one);
    return { lines, file };
  };

  test('are told with where they end', async () => {
    const { lines } = await read('\ufeffa.example\r\n\n# remark\n b.example # mine\nc.example');
    expect(lines).toEqual([
      { text: 'a.example', line: 1, end: 14 },
      { text: 'b.example', line: 4, end: 42 },
      { text: 'c.example', line: 5, end: 51 },
    ]);
  });

  test('go on from any of these ends', async () => {
    const content = `a.example\n\n${'x'.repeat(100_000)}\nb.example\nc.example\n`;
    const { lines } = await read(content);
    expect(lines.map(({ text }) => text.length)).toEqual([9, 512, 9, 9]);
    expect(lines.at(-1)?.end).toBe(content.length);
    for (const [index, one] of lines.entries()) {
      expect((await read(content, one)).lines).toEqual(lines.slice(index + 1));
    }
  });

  test('are none in an empty file', async () => {
    expect((await read('')).lines).toEqual([]);
    expect((await read('\n\n')).lines).toEqual([]);
  });

  test('have a fingerprint of their content', async () => {
    const first = (await read('a\n')).file.fingerprint;
    expect((await read('a\n')).file.fingerprint).toBe(first);
    expect((await read('b\n')).file.fingerprint).not.toBe(first);
  });
});

describe('the cursor', () => {
  const lines = [1, 2, 3, 4, 5].map((line) => ({ line, end: line * 10 }));
  const begun = (from = { line: 0, end: 0, ahead: [] as number[] }) => {
    const cursor = createCursor(from);
    for (const one of lines.filter(({ line }) => line > from.line)) cursor.begin(one);
    return cursor;
  };

  test('goes on over what is done in order', () => {
    const cursor = begun();
    for (const line of [1, 2]) cursor.done(line);
    expect(cursor.value()).toEqual({ line: 2, end: 20, ahead: [] });
  });

  test('knows what is done ahead', () => {
    const cursor = begun();
    for (const line of [4, 2, 1]) cursor.done(line);
    expect(cursor.value()).toEqual({ line: 2, end: 20, ahead: [4] });
    cursor.done(3);
    expect(cursor.value()).toEqual({ line: 4, end: 40, ahead: [] });
  });

  test('goes on from a state', () => {
    const cursor = begun({ line: 2, end: 20, ahead: [4] });
    expect([3, 4, 5].map(cursor.isDone)).toEqual([false, true, false]);
    cursor.done(3);
    expect(cursor.value()).toEqual({ line: 4, end: 40, ahead: [] });
  });
});

test.each([
  [
    { total: 100_000, before: 0, done: 12_345, listed: 41, elapsedMs: 2_500_000 },
    '12,345 of 100,000 (12 %), 41 listed, 4.9 a second, 4 h 56 min left',
  ],
  [
    { total: 1000, before: 500, done: 750, listed: 0, elapsedMs: 1000 },
    '750 of 1,000 (75 %), 0 listed, 250 a second, 1 s left',
  ],
  [{ total: 10, before: 0, done: 0, listed: 0, elapsedMs: 0 }, '0 of 10 (0 %), 0 listed, 0.0 a second'],
])('progress %j', (at, line) => {
  expect(progressLine(at)).toBe(line);
});

test.each([
  [0.2, '1 s'],
  [89, '89 s'],
  [300, '5 min'],
  [6000, '1 h 40 min'],
  [200_000, '2 days 7 h'],
])('%f seconds are %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});
