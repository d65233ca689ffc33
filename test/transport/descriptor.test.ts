import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readDescriptor } from '../../src/transport/descriptor.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailcheck-descriptor-'));
afterAll(() => rmSync(folder, { recursive: true }));
const caps = { longest: 16, ms: 20_000 };
/** A pipe that both ends of are open, so that reading it waits. */
function pipe(name: string): number {
  const path = join(folder, name);
  execFileSync('mkfifo', [path]);
  return openSync(path, 'r+');
}

describe('the first line of a descriptor', () => {
  test.each([
    ['a file', 'one\ntwo', { text: 'one\ntwo' }],
    ['an empty file', '', { text: '' }],
    ['a long line', 'x'.repeat(17), { trouble: 'too-long' }],
    ['a line of the longest', 'x'.repeat(16), { text: 'x'.repeat(16) }],
  ])('of %s', async (name, content, expected) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    const fd = openSync(path, 'r');
    expect(await readDescriptor(fd, caps)).toEqual(expected);
    closeSync(fd);
  });

  test('of a pipe, without waiting for its end', async () => {
    const fd = pipe('line');
    writeFileSync(fd, 'secret\n');
    expect(await readDescriptor(fd, caps)).toEqual({ text: 'secret\n' });
  });

  test('of a pipe that gives no line is not waited for longer than is said, nor kept', async () => {
    expect(await readDescriptor(pipe('silent'), { ...caps, ms: 1 })).toEqual({ trouble: 'late' });
    const fd = pipe('long');
    writeFileSync(fd, 'x'.repeat(100));
    expect(await readDescriptor(fd, caps)).toEqual({ trouble: 'too-long' });
  });

  test('of what is not open, or nothing to read from, is nothing', async () => {
    expect(await readDescriptor(9_999, caps)).toEqual({ trouble: 'not-open' });
    const fd = openSync('/dev/null', 'r');
    expect(await readDescriptor(fd, caps)).toEqual({ trouble: 'not-open' });
    closeSync(fd);
  });
});
