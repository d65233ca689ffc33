import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { builtCommandLine } from './command-line.ts';
import { inProcess } from './in-process.ts';

const built = builtCommandLine();
const { folder } = built;
const call = inProcess(built);
const key = 'kanary1234567890kanary1234';

describe('the lists that are known', () => {
  test('are shown with what is refused, and why', async () => {
    const ended = await built.call(['blacklist', '--lists-info']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    for (const part of [
      /^Asked by default \(33\)$/m,
      /^Refused: dead, or listing everything \(95\)$/m,
      /zen\.spamhaus\.org +high/,
      /sorbs\.net +dead +SORBS aggregate: switched off by its owner on 2024-06-05/,
    ]) {
      expect(ended.stdout).toMatch(part);
    }
  });

  test('are data for programs, all of them or a few', async () => {
    const all = JSON.parse((await call(['blacklist', '--lists-info', '--format', 'json'])).stdout);
    expect([all.lists.length, all.retired.length]).toEqual([142, 95]);
    const few = JSON.parse(
      (await call(['blacklist', '--lists-info', '--lists', 'zen.spamhaus.org,dnsbl.sorbs.net', '--format', 'json']))
        .stdout,
    );
    expect(few.lists.map(({ zone }: { zone: string }) => zone)).toEqual(['zen.spamhaus.org']);
    expect(few.retired.map(({ zone }: { zone: string }) => zone)).toEqual(['dnsbl.sorbs.net']);
    expect(Object.keys(few.sources).length).toBeLessThan(Object.keys(all.sources).length);
  });
});

describe('in the lab', () => {
  test('a listing is told with its weight, and ends with 1', async () => {
    const ended = await built.call(['blacklist', '--lab', 'ip-blacklisted']);
    expect(ended).toMatchObject({ code: 1, stderr: '' });
    expect(ended.stdout.split('\n')[0]).toBe('Block lists on lab.test: listed where it matters, at Spamhaus ZEN.');
    expect(ended.stdout).toContain('Ask to be removed at Spamhaus ZEN');
  });

  test('each thing is a line of its own, and the report the last one', async () => {
    const ended = await call([
      'blacklist',
      '--lab',
      'domain-blacklisted',
      'lab.test',
      '192.0.2.99',
      '--format',
      'ndjson',
    ]);
    const lines = ended.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; target?: string; verdict?: string; report?: Report });
    expect(lines.map(({ type }) => type).slice(0, -1)).toEqual(['target', 'target', 'target', 'target']);
    expect(lines.find(({ target }) => target === 'lab.test')?.verdict).toBe('listed');
    expect(lines.find(({ target }) => target === '192.0.2.99')?.verdict).toBe('clean');
    expect(lines.at(-1)?.report?.causes[0]?.id).toBe('domain-blacklisted');
  });

  test('evidence that was saved is judged the same', async () => {
    const file = join(folder, 'lists.json');
    const first = await call(['blacklist', '--lab', 'ip-blacklisted', '--save', file]);
    const again = await call(['blacklist', '--replay', file]);
    expect(again.code).toBe(1);
    expect(again.stdout).toBe(first.stdout);
  });

  test('the own address is told with how it is known', async () => {
    const ended = await call(['blacklist', '--lab', 'healthy', '--mine']);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('198.51.100.7, its own address on lab0');
  });

  test('what nobody could tell ends with 3', async () => {
    const ended = await call(['blacklist', '--lab', 'healthy', '192.0.2.10', '--lists', 'psbl.example.net']);
    expect(ended.code).toBe(3);
    expect(ended.stdout).toContain('could not tell. Unknown at psbl.example.net.');
  });
});

describe('what is written wrong is told before anything is asked', () => {
  test.each([
    ['nothing', [], 'nothing was said to be looked at.'],
    ['a private address', ['10.0.0.5'], '"10.0.0.5" is a private address: no list knows it.'],
    ['a private address in IPv6 clothes', ['::ffff:192.168.1.1'], 'is a private address'],
    ['a network', ['8.8.8.0/24'], 'is a network.'],
    [
      'a dead list',
      ['8.8.4.4', '--lists', 'dnsbl.sorbs.net'],
      'SORBS aggregate is dead: switched off by its owner on 2024-06-05',
    ],
    [
      'a list that lists all',
      ['8.8.4.4', '--lists', 'bl.spamcannibal.org'],
      'lists everything, so its answers mean nothing',
    ],
    ['a list for customers only', ['8.8.4.4', '--lists', 'ivmsip.invaluement.com'], 'cannot be asked'],
    ['no list', ['8.8.4.4', '--lists', ','], 'Write default, all, or zones'],
    ['a wrong rate', ['8.8.4.4', '--rate', '0'], 'Write questions a second'],
    ['a wrong role', ['8.8.4.4', '--role', 'server'], 'Choices are mail-server, client.'],
    ['a server that is not asked', ['8.8.4.4', '--ask', 'mail.example.org'], '--ask has no meaning without --mine.'],
    [
      'a key for nobody',
      ['8.8.4.4', '--key', 'example=env:KEY'],
      '--key: what stands before "=" is none of spamhaus, abusix, trendmicro.',
    ],
    [
      'a key that is not there',
      ['8.8.4.4', '--key', 'spamhaus=env:NO_SUCH_KEY'],
      'the variable NO_SUCH_KEY is not set.',
    ],
  ])('%s', async (_, args, message) => {
    const ended = await call(['blacklist', ...args]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
  });
});

describe('a key', () => {
  const file = join(folder, 'key');
  const lists = 'zen.dq.spamhaus.net';
  const args = ['blacklist', '--lab', 'healthy', '192.0.2.10', '--lists', lists, '--transcript', '--verbose'];

  test.each([
    ['--key', key],
    ['--key', `spamhaus=${key}`],
    [`--key=spamhaus=${key}`],
    ['--key', `spamhaus=literal:${key}`],
    ['--lists', `${key}.zen.dq.spamhaus.net`],
  ])('in the arguments (%s) is refused, and not repeated', async (...given) => {
    const ended = await call(['blacklist', '8.8.4.4', ...given]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('every user of this machine can read');
    expect(ended.stderr).toContain('--key spamhaus=env:NAME');
    expect(ended.stderr).not.toContain(key.slice(0, 8));
  });

  test.each(['text', 'json', 'ndjson'])('is in no output as %s', async (format) => {
    writeFileSync(file, `${key}\n`, { mode: 0o600 });
    const saved = join(folder, 'keyed.json');
    for (const more of [['--key', `spamhaus=file:${file}`], []]) {
      const env = more.length === 0 ? { MAILCHECK_DNSBL_KEY_SPAMHAUS: key.toUpperCase() } : {};
      const ended = await call([...args, ...more, '--format', format, '--save', saved], { env });
      const everything = ended.stdout + ended.stderr + readFileSync(saved, 'utf8');
      // It was used: the question stands there, with the key taken out.
      expect(everything).toContain('2.0.0.127.[secret].zen.dq.spamhaus.net');
      expect(everything.toLowerCase()).not.toContain(key.slice(0, 12));
      expect(ended.code).toBe(3);
    }
  });

  test('that others can read is refused', async () => {
    const open = join(folder, 'open-key');
    writeFileSync(open, key);
    chmodSync(open, 0o644);
    const ended = await call([...args, '--key', `spamhaus=file:${open}`]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('others can read it (mode 0644).');
  });

  test('that cannot be a label is refused, and not repeated', async () => {
    const ended = await call(args, { env: { MAILCHECK_DNSBL_KEY_SPAMHAUS: `${key} extra` } });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('MAILCHECK_DNSBL_KEY_SPAMHAUS: this is no key');
    expect(ended.stderr).not.toContain(key.slice(0, 8));
  });

  test('that is missing leaves its lists unknown, with the reason', async () => {
    const ended = await call(args);
    expect(ended.code).toBe(3);
    expect(ended.stdout).toContain('the list needs a key');
  });
});
