import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { validator } from '../report/schema.ts';
import { formsOf } from '../scenarios/secret-forms.ts';
import { builtCommandLine } from './command-line.ts';
import { inProcess } from './in-process.ts';

const built = builtCommandLine();
const { folder } = built;
const call = inProcess(built);
const canary = 'Canary-9d2e-7f41';

function kept(name: string, text: string, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}
const found = (stdout: string): string[] =>
  (JSON.parse(stdout) as Report).findings.map(({ rule, severity, place }) => `${severity} ${rule} ${place?.line}`);

const bad = `defaults
tls on
tls_certcheck off
account a
host mail.lab.test
port 587
tls_starttls off
auth on
user ann
password ${canary}
`;

describe('mailcheck lint', { timeout: 60_000 }, () => {
  test('tells each finding with file and line, and ends with 1', async () => {
    const file = kept('msmtprc', bad, 0o644);
    const { code, stdout, stderr } = await built.call(['lint', file, '--format', 'json']);
    expect([code, stderr]).toEqual([1, '']);
    expect(found(stdout)).toEqual([
      'error lint/file-refused 1',
      'error lint/password-in-file 10',
      'error lint/tls-port-mismatch 7',
      'error lint/verification-off 3',
    ]);
    const report = JSON.parse(stdout) as Report;
    expect(validator()(report)).toBe(true);
    expect(report.target).toMatchObject({ file, servers: [], ceiling: 'lookup' });
    expect(report.timing).toMatchObject({ connections: 0, queries: 0 });
    expect(report.findings[0]?.place).toEqual({ file, line: 1 });
    const text = await call(['lint', file]);
    expect(text.stdout.replace(/\s+/g, ' ')).toContain(`${file}:7: msmtp begins with TLS at mail.lab.test:587 (SMTP)`);
  });

  test('--probe looks at the servers as well; nobody logs in', async () => {
    const file = kept('good-rc', bad.replace('tls_certcheck off\n', '').replace('587', '465'));
    const { code, stdout } = await built.call([
      'lint',
      file,
      '--client',
      'msmtp',
      '--probe',
      '--lab',
      'healthy',
      '--format',
      'json',
    ]);
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as Report;
    expect(found(stdout)).toEqual(['warning lint/password-in-file 9']);
    const seen = report.evidence.filter(({ outcome }) => outcome.status === 'observed').map(({ fact }) => fact);
    expect(seen).toEqual(
      expect.arrayContaining(['settings/configuration', 'tls/session', 'mail/capabilities-after-tls']),
    );
    expect(seen).not.toContain('auth/login');
  });

  test('--probe finds the cause of what the servers do', async () => {
    const file = kept('expired-rc', bad.replace('587', '465'));
    const { code, stdout } = await call([
      'lint',
      file,
      '--client',
      'msmtp',
      '--probe',
      '--lab',
      'cert-expired',
      '--format',
      'json',
    ]);
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as Report).causes.map(({ id }) => id)).toContain('cert-expired');
  });

  test('what is saved is judged again, to the same report', async () => {
    const file = kept('saved-rc', bad);
    const evidence = join(folder, 'evidence.json');
    const first = await call(['lint', file, '--client', 'msmtp', '--save', evidence]);
    expect(await call(['lint', '--replay', evidence])).toEqual(first);
  });

  test('no secret of a file is in any output, in any form', async () => {
    const place = join(folder, 'canary');
    mkdirSync(place);
    const files: Readonly<Record<string, string>> = {
      msmtprc: bad,
      '.env': `SMTP_HOST=a.example.org\nSMTP_PASSWORD="${canary}"\nMAILER_DSN=smtp://u:${canary}@b.example.org\nSMTP_PORT=${canary}\n`,
      muttrc: `set smtp_url="smtps://ann:${canary}@c.example.org"\nset imap_pass='${canary}'\n`,
      'settings.py': `EMAIL_HOST = "d.example.org"\nEMAIL_HOST_PASSWORD = "${canary}"\n`,
      'accounts.conf': `[a]\nsource = imaps://u:${canary}@e.example.org\n`,
      'mail.js': `createTransport({ host: 'f.example.org', auth: { user: 'u', pass: '${canary}' } });\n`,
      'main.cf': `relayhost = [g.example.org]:587\nsmtp_sasl_password_maps = static:u:${canary}\n`,
    };
    for (const [name, text] of Object.entries(files)) {
      const file = join(place, name);
      writeFileSync(file, text, { mode: 0o600 });
      const evidence = join(place, `${name}.evidence`);
      const outputs = await Promise.all([
        call(['lint', file, '--verbose']),
        call(['lint', file, '--format', 'ndjson']),
        call(['lint', file, '--format', 'json', '--save', evidence]),
        call(['lint', file, '--transcript']),
      ]);
      const all = outputs.map(({ stdout, stderr }) => stdout + stderr).join('\n');
      expect(all).toContain('lint/password-in-file');
      for (const form of formsOf(canary, 'ann')) expect(all, `${name}: ${form}`).not.toContain(form);
    }
  });

  test.each([
    [['lint'], 'the file is missing.'],
    [['lint', '/nonexistent/x'], '"/nonexistent/x": there is no such file.'],
    [['lint', '/tmp'], '"/tmp": this is a folder.'],
    [['lint', 'smtps://ann:pw@a.example.org'], 'a URL is not linted from the arguments'],
    [['lint', 'x', '--client', 'mutt'], 'Choices are thunderbird'],
  ])('%j is refused', async (args, problem) => {
    const { code, stdout, stderr } = await call(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(problem);
    expect(stderr).not.toContain('pw@');
  });

  test.each([
    ['a letter', 'Dear Ann,\nhow are you?\n', 'what client this is for cannot be told.'],
    ['bytes that are no text', 'a\0b', 'this is not a text.'],
    ['more than settings have', 'a=b\n'.repeat(300_000), 'this is longer than settings are (1 MiB).'],
    ['nothing', '', 'what client this is for cannot be told.'],
  ])('%s is refused', async (_, input, problem) => {
    const { code, stdout, stderr } = await built.call(['lint', '-'], { input });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(problem);
  });
});
