import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { complaints, schemaFile, validator } from '../report/schema.ts';
import { builtCommandLine } from './command-line.ts';
import { inProcess } from './in-process.ts';

const built = builtCommandLine();
const { folder } = built;
const call = inProcess(built);
const parsed = (text: string): Report => JSON.parse(text) as Report;

/** Takes no room on the disk. */
function emptyFile(size: number): string {
  const file = join(folder, `${size}.json`);
  writeFileSync(file, '');
  truncateSync(file, size);
  return file;
}

describe('formats', () => {
  test('text goes to standard output, without colours or moving lines where there is no terminal', async () => {
    const ended = await built.call(['diagnose', '--lab', 'bad-credentials']);
    expect(ended).toMatchObject({ code: 1, stderr: '' });
    expect(ended.stdout).toMatch(/^Mail for ann@lab\.test: broken\./);
    expect(ended.stdout).toContain('mailcheck explain bad-credentials');
    expect(ended.stdout).not.toContain('\x1b');
  });

  test('FORCE_COLOR colours, and --no-color is stronger', async () => {
    const args = ['diagnose', '--lab', 'bad-credentials', '--quiet'];
    const env = { FORCE_COLOR: '1' };
    expect((await call(args, { env })).stdout).toContain('\x1b[');
    expect((await call([...args, '--no-color'], { env })).stdout).not.toContain('\x1b[');
  });

  test('quiet is one line', async () => {
    const ended = await call(['diagnose', '--lab', 'bad-credentials', '--quiet']);
    expect(ended).toMatchObject({ code: 1, stderr: '' });
    expect(ended.stdout).toMatch(/^Mail for .*\n$/);
  });

  test('json is one object in ASCII', async () => {
    const ended = await call(['imap', '--lab', 'healthy', '--format', 'json']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^[\x20-\x7e\n]*$/);
    expect(parsed(ended.stdout)).toMatchObject({ command: 'imap', verdict: 'healthy', tool: { name: 'mailcheck' } });
  });

  test('ndjson is events, one a line, and the report as the last', async () => {
    const ended = await call(['imap', '--lab', 'healthy', '--format', 'ndjson']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const lines = ended.stdout.trimEnd().split('\n');
    const events = lines.map((line) => JSON.parse(line) as { type: string; report?: Report });
    expect(events.at(-1)).toMatchObject({ type: 'report', report: { verdict: 'healthy' } });
    const observed = events.filter(({ type }) => type === 'observed');
    expect(observed).toHaveLength(events.at(-1)?.report?.evidence.length ?? -1);
  });

  test('files beside the screen, each readable by their owner alone', async () => {
    const [json, ndjson] = [join(folder, 'report.json'), join(folder, 'report.ndjson')];
    const ended = await call(['imap', '--lab', 'healthy', '--format', `json=${json}`, '--format', `ndjson=${ndjson}`]);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/^Mail for /);
    expect(parsed(readFileSync(json, 'utf8')).verdict).toBe('healthy');
    expect(readFileSync(ndjson, 'utf8').trimEnd().split('\n').length).toBeGreaterThan(5);
    expect([json, ndjson].map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
  });

  test.each([
    ['the report', [], schemaFile],
    ['the file of profiles', ['profile'], new URL('profile-1.json', schemaFile)],
    ['an explained text', ['explained'], new URL('explained-1.json', schemaFile)],
  ])('the schema of %s is the one that is published', async (_, args, file) => {
    const ended = await built.call(['schema', ...args]);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toBe(readFileSync(file, 'utf8'));
  });

  test('what is written to standard output and into files is as the schema says', async () => {
    const [json, saved] = [join(folder, 'valid.json'), join(folder, 'valid-saved.json')];
    const ended = await built.call([
      ...['diagnose', '--lab', 'cert-expired', '--format', 'ndjson', '--format', `json=${json}`, '--save', saved],
    ]);
    const events = ended.stdout.trimEnd().split('\n');
    expect(events.length).toBeGreaterThan(50);
    for (const line of events) expect(complaints(validator('event'), JSON.parse(line))).toBe('');
    expect(complaints(validator(), JSON.parse(readFileSync(json, 'utf8')))).toBe('');
    expect(complaints(validator('savedEvidence'), JSON.parse(readFileSync(saved, 'utf8')))).toBe('');
  });

  test('the environment may choose the format', async () => {
    const ended = await call(['imap', '--lab', 'healthy'], { env: { MAILCHECK_FORMAT: 'json' } });
    expect(parsed(ended.stdout).verdict).toBe('healthy');
  });

  test('a transcript shows what was said, and no secret', async () => {
    const ended = await call(['smtp', '--lab', 'healthy', '--transcript']);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('~>  EHLO ');
    expect(ended.stdout).toContain('[secret]');
  });

  test('verbose tells every fact on standard error', async () => {
    const ended = await call(['imap', '--lab', 'healthy', '--verbose']);
    expect(ended.stderr).toMatch(/auth\/login at mail\.lab\.test:993 \(.*\): observed/);
  });
});

describe('what is asked about', () => {
  test.each([
    ['diagnose', 'ann@bücher.example', { address: 'ann@xn--bcher-kva.example', domain: 'xn--bcher-kva.example' }],
    ['imap', '2001:db8::10', { servers: [{ protocol: 'imap', host: '2001:db8::10' }] }],
    ['imap', '[2001:db8::10]', { servers: [{ protocol: 'imap', host: '2001:db8::10' }] }],
    ['imap', '[2001:db8::10]:993', { servers: [{ protocol: 'imap', host: '2001:db8::10', port: 993 }] }],
    ['imap', '192.0.2.10:993', { servers: [{ protocol: 'imap', host: '192.0.2.10', port: 993 }] }],
    ['smtp', 'MAIL.Lab.Test.:587', { servers: [{ protocol: 'smtp', host: 'mail.lab.test', port: 587 }] }],
  ])('%s %s', async (command, what, target) => {
    const ended = await call([command, what, '--lab', 'healthy', '--format', 'json', '--fail-on', 'never']);
    expect(parsed(ended.stdout).target).toMatchObject(target);
  });

  test.each<[string, typeof call]>([
    // Other tests start the program for these.
    ...['imap', 'tls', 'diagnose'].map((command): [string, typeof call] => [command, call]),
    ...['smtp', 'pop3', 'ports', 'folders'].map((command): [string, typeof call] => [command, built.call]),
  ])('%s of the healthy lab', async (command, by) => {
    const ended = await by([command, '--lab', 'healthy', '--quiet', '--fail-on', 'notice']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain(': healthy.');
  });

  test('a test message is delivered when that is asked for', async () => {
    const ended = await call(['smtp', '--lab', 'healthy', '--to', 'ann@lab.test', '--send', '--format', 'json']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const delivered = parsed(ended.stdout).evidence.filter(
      ({ fact, outcome }) => fact.startsWith('smtp/deliver') && outcome.status === 'observed',
    );
    expect(delivered).toHaveLength(1);
  });
});

describe('evidence that was saved is judged again', () => {
  const save = async (): Promise<string> => {
    const file = join(folder, 'saved.json');
    if (!existsSync(file)) await call(['diagnose', '--lab', 'bad-credentials', '--save', file, '--quiet']);
    return file;
  };

  test('with the same result and exit code', async () => {
    const file = await save();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const ended = await call(['diagnose', '--replay', file]);
    expect(ended).toMatchObject({ code: 1, stderr: '' });
    expect(ended.stdout).toContain('mailcheck explain bad-credentials');
  });

  test.each(['json', 'ndjson'])('also as %s', async (format) => {
    const ended = await call(['diagnose', '--replay', await save(), '--format', format]);
    expect(ended.code).toBe(1);
    const last = format === 'json' ? ended.stdout : (ended.stdout.trimEnd().split('\n').at(-1) ?? '');
    expect(last).toContain('bad-credentials');
  });

  test('a report in JSON is evidence as well', async () => {
    const file = join(folder, 'whole-report.json');
    const first = await call(['diagnose', '--replay', await save(), '--format', 'json']);
    writeFileSync(file, first.stdout);
    const again = await call(['diagnose', '--replay', file, '--format', 'json']);
    expect(parsed(again.stdout)).toEqual(parsed(first.stdout));
  });

  test('an argument is not needed, whatever the command', async () => {
    expect((await call(['tls', '--replay', await save(), '--quiet'])).code).toBe(1);
  });

  test.each([
    ['not there', undefined, 'there is no such file.'],
    ['empty', '', 'this is not JSON; perhaps only a part of the file arrived.'],
    ['cut off', '{"schemaVersion":"1.0","tool":{"na', 'this is not JSON; perhaps only a part of the file arrived.'],
    ['something else', '{"name":"mailcheck","version":"1"}', 'this is not evidence that mailcheck saved'],
    ['a list', '[]', 'this is not evidence that mailcheck saved'],
    ['without observations', '{"schemaVersion":"1.0","tool":{"name":"mailcheck"}}', 'this is not evidence'],
    ['newer', '{"schemaVersion":"2.0","tool":{"name":"mailcheck"}}', 'the file is newer than this mailcheck'],
  ])('a file that is %s is told', async (name, text, message) => {
    const file = join(folder, `${name}.json`.replaceAll(' ', '-'));
    if (text !== undefined) writeFileSync(file, text);
    const ended = await call(['diagnose', '--replay', file]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(`--replay ${file}: `);
    expect(ended.stderr).toContain(message);
  });

  test.each([
    ['a folder', () => folder, 'it cannot be read (EISDIR)'],
    ['far too large', () => emptyFile(257 * 1024 * 1024), 'this is more than a run saves (256 MiB)'],
  ])('a file that is %s is told', async (_, path, message) => {
    const ended = await built.call(['diagnose', '--replay', path()]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
  });

  test('a file with hostile text is shown harmlessly', async () => {
    const file = join(folder, 'hostile.json');
    const text = readFileSync(await save(), 'utf8').replaceAll(
      'Authentication failed',
      '\\u001b]0;owned\\u0007::error::x',
    );
    writeFileSync(file, text);
    const ended = await call(['diagnose', '--replay', file, '--transcript']);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('owned');
    expect(ended.stdout).not.toMatch(/[\x1b\x07]|^::error::/m);
  });
});

describe('exit codes', () => {
  test.each([
    ['healthy', 'notice', 0],
    ['bad-credentials', 'error', 1],
    ['bad-credentials', 'never', 0],
    ['folder-not-found', 'error', 0],
    ['folder-not-found', 'warning', 1],
    ['no-network', 'never', 3],
    ['no-network', 'error', 3],
    ['dnssec-bogus', 'error', 1],
  ])('%s with --fail-on %s: %i', async (scenario, severity, code) => {
    const ended = await call(['diagnose', '--lab', scenario, '--fail-on', severity, '--quiet']);
    expect(ended.code).toBe(code);
  });
});
