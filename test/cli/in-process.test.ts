import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { builtCommandLine } from './command-line.ts';
import { inProcess } from './in-process.ts';

const built = builtCommandLine();
const call = inProcess(built);

describe('a call in a process that goes on', () => {
  test.each([
    [['--version']],
    [[]],
    [['--help']],
    [['help', 'smtp']],
    [['diagnose', '--help']],
    [['diagnos']],
    [['imap', '--passwrd', 'x']],
    [['explain', 'no-such-id']],
    [['schema', 'profile']],
    [['lab', '--list']],
    [['blacklist', '--lists-info', '--lists', 'zen.spamhaus.org']],
    [['imap', '127.0.0.1:1', '--user', 'ann']],
    [['dns', '--replay', '/nonexistent']],
  ])('answers what the program says and ends with: %j', async (args) => {
    expect(await call(args)).toEqual(await built.call(args));
  });

  test('leaves nothing open, and the environment alone', async () => {
    const env = { ...process.env };
    // Tests before this one may have left something open themselves.
    const open = () => process.getActiveResourcesInfo().filter((one) => one !== 'PipeWrap').length;
    const before = open();
    for (const more of [['healthy'], ['port-blocked-here', '--deadline', '1s']]) {
      const ended = await call(['diagnose', '--quiet', '--fail-on', 'never', '--lab', ...more]);
      expect(ended.stdout).toContain('Mail for ann@lab.test');
    }
    // What is closed is gone some turns of the event loop later.
    const begun = performance.now();
    while (open() > before && performance.now() - begun < 5_000) await setImmediate();
    expect(open()).toBeLessThanOrEqual(before);
    expect({ ...process.env }).toEqual(env);
  });

  describe('takes relative paths from the folder of the call', () => {
    const elsewhere = join(built.folder, 'elsewhere');
    const files: Readonly<Record<string, string>> = {
      'reply.txt': '552 5.2.2 Mailbox full',
      'batch.ndjson': '{"text":"552 5.2.2 Mailbox full"}',
      'ca.pem': 'no certificate',
      'sent.eml': 'From: ann@example.org\r\n\r\n',
      'ips.txt': '192.0.2.1\n',
      password: 'hunter2secret\n',
      'mail.xml': '<html>',
      msmtprc: 'account a\nhost mail.example.org\n',
    };
    const imap = ['imap', '127.0.0.1:1', '--fail-on', 'never', '--quiet'];

    test.each([
      ['explain', 'reply.txt'],
      ['explain', '--batch', 'batch.ndjson'],
      ['lint', 'msmtprc'],
      ['discover', '--from', 'mail.xml'],
      ['dns', 'example.org', '--message', 'sent.eml'],
      [...imap, '--ca', 'ca.pem'],
      [...imap, '--user', 'ann', '--password-file', 'password'],
      [...imap, '--user', 'ann', '--password-command', 'cat password'],
      ['blacklist', '--file', 'ips.txt', '--lab', 'healthy', '--lists', 'psbl.example.net'],
      ['dns', '--replay', 'reply.txt'],
    ])('%j', async (...args) => {
      mkdirSync(elsewhere, { recursive: true });
      for (const [name, text] of Object.entries(files)) writeFileSync(join(elsewhere, name), text, { mode: 0o600 });
      const gone = /there is no (?:such )?file|ended with exit code/;
      expect((await call(args)).stderr).toMatch(gone);
      expect((await call(args, { cwd: elsewhere })).stderr).not.toMatch(gone);
    });

    test('and for what is written', async () => {
      const cwd = join(built.folder, 'written');
      mkdirSync(cwd);
      const args = ['imap', '--lab', 'healthy', '--save', 'saved.json', '--format', 'json=report.json'];
      expect((await call(args, { cwd })).code).toBe(0);
      expect((await call(['imap', '--replay', 'saved.json', '--quiet'], { cwd })).stdout).toContain('healthy');
      const servers = ['--address', 'ann@example.org', '--smtp', 'smtp.example.org', '--no-probe'];
      expect((await call(['export', 'msmtp', ...servers, '--output', './'], { cwd })).code).toBe(0);
      expect(readdirSync(cwd).sort()).toEqual(['msmtprc', 'report.json', 'saved.json']);
    });
  });

  test('knows no secret of another call', async () => {
    const args = ['imap', '127.0.0.1:1', '--user', 'ann', '--fail-on', 'never'];
    const first = await call([...args, '--password-env', 'MINE'], { env: { MINE: '127.0.0.1' } });
    const second = await call([...args, '--password-env', 'MINE'], { env: { MINE: 'hunter2secret' } });
    expect(first.stdout).toContain('Mail for [secret]');
    expect(second.stdout).toContain('Mail for 127.0.0.1:1');
  });

  test('is not disturbed by one beside it', async () => {
    const args = (scenario: string) => ['imap', '--lab', scenario, '--quiet'];
    const scenarios = ['healthy', 'bad-credentials', 'cert-expired'];
    const alone = [];
    for (const one of scenarios) alone.push(await call(args(one)));
    expect(await Promise.all(scenarios.map((one) => call(args(one))))).toEqual(alone);
    expect(alone.map(({ code }) => code)).toEqual([0, 1, 1]);
  });
});
