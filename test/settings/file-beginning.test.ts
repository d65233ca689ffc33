import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fileBeginning } from '../../src/settings/file-beginning.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailcheck-beginning-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const isWindows = process.platform === 'win32';

test('a file is read, with its mode', async () => {
  const file = join(folder, 'settings');
  writeFileSync(file, 'host mail.example.org\n');
  chmodSync(file, 0o640);
  const found = await fileBeginning(file, 1000);
  expect(found).toMatchObject({ bytes: Buffer.from('host mail.example.org\n'), ...(isWindows ? {} : { mode: 0o640 }) });
});

test('of a long one no more than one byte too many', async () => {
  const file = join(folder, 'long');
  writeFileSync(file, 'x'.repeat(5000));
  const found = await fileBeginning(file, 1000);
  expect('bytes' in found && found.bytes.length).toBe(1001);
});

test('a pipe whose writer comes late is read to its end, and has no mode', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const reading = fileBeginning(pipe, 1000);
  await writeFile(pipe, 'late');
  expect(await reading).toEqual({ bytes: Buffer.from('late') });
});

test('a pipe that nobody writes to is left when the run is stopped', async () => {
  const pipe = join(folder, 'silent');
  execFileSync('mkfifo', [pipe]);
  expect(await fileBeginning(pipe, 1000, AbortSignal.abort())).toEqual({ unreadable: 'it was not read to its end' });
});

test('what cannot be read is told', async () => {
  expect(await fileBeginning(folder, 10)).toEqual({ unreadable: 'this is a folder' });
  expect(await fileBeginning(join(folder, 'missing'), 10)).toEqual({ unreadable: 'there is no such file' });
});
