import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { readKeyring } from '../../src/cli/keyring.ts';
import type { UsageError } from '../../src/cli/usage-error.ts';

const folders: string[] = [];
afterEach(() => {
  for (const one of folders.splice(0)) rmSync(one, { recursive: true });
});

/** A world in which one program is on the PATH, a shell script. */
function worldWith(name: string, ...lines: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'mailcheck-keyring-'));
  folders.push(folder);
  writeFileSync(join(folder, name), ['#!/bin/sh', ...lines, ''].join('\n'), { mode: 0o700 });
  let said = '';
  return {
    env: { PATH: `${folder}:/bin:/usr/bin`, MAILCHECK_PASSWORD: 'x', HOME: '/home/ann' },
    signal: new AbortController().signal,
    stdin: Readable.from([]),
    cwd: folder,
    terminal: {
      write(text: string) {
        said += text;
      },
    },
    said: () => said,
  };
}
const entry = { service: 'mailcheck', account: 'ann' };
const refusal = (reading: Promise<string>) =>
  reading.then(
    () => '',
    (error: UsageError) => [error.message, ...error.wayOut].join('\n'),
  );

describe('the keyring is asked by the command of the platform', () => {
  test.each([
    ['linux', 'secret-tool', entry, 'lookup service mailcheck account ann'],
    ['linux', 'secret-tool', { service: 'mailcheck' }, 'lookup service mailcheck'],
    ['darwin', 'security', entry, 'find-generic-password -s mailcheck -a ann -w'],
    ['darwin', 'security', { service: 'mailcheck' }, 'find-generic-password -s mailcheck -w'],
  ] as const)('%s: %s', async (platform, program, asked, words) => {
    const world = worldWith(program, 'echo "$*"');
    expect(await readKeyring('x', asked, world, platform)).toBe(`${words}\n`);
  });

  test('which sees no variable of ours, and whose words on standard error are made harmless', async () => {
    const world = worldWith('secret-tool', 'env', 'printf "\\033]0;owned\\007locked\\n" >&2');
    const output = await readKeyring('x', entry, world, 'linux');
    expect(output).toContain('HOME=/home/ann');
    expect(output).not.toContain('MAILCHECK');
    expect(world.said()).toBe('\\x1b]0;owned\\x07locked\n');
  });
});

describe('what the keyring does not give is told with the way to mend it', () => {
  test('no such entry', async () => {
    const text = await refusal(readKeyring('--password-keyring', entry, worldWith('security', 'exit 44'), 'darwin'));
    expect(text).toContain(
      '--password-keyring: the keyring gave nothing for mailcheck/ann ("security" ended with exit code 44).',
    );
    expect(text).toContain('security add-generic-password -s mailcheck -a ann -w');
  });

  test('no such command', async () => {
    const text = await refusal(
      readKeyring('x', entry, { ...worldWith('other'), env: { PATH: '/nonexistent' } }, 'linux'),
    );
    expect(text).toContain('"secret-tool" was not found.\nInstall libsecret-tools');
  });

  test('a system without one', async () => {
    const text = await refusal(readKeyring('x', entry, worldWith('other'), 'win32'));
    expect(text).toContain('the keyring of this system has no command that reads it.');
  });
});
