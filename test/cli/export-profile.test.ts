import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StartedScenario, startScenario } from '../../src/lab/start.ts';
import { builtCommandLine } from './command-line.ts';
import { inProcess } from './in-process.ts';

const built = builtCommandLine();
const { folder } = built;
const call = inProcess(built);
const host = 'mail.lab.test';
let lab: StartedScenario;
let ca: string;

beforeAll(async () => {
  lab = await startScenario('healthy');
  ca = join(folder, 'ca.pem');
  writeFileSync(ca, lab.network.roots?.pem.join('\n') ?? '');
});
afterAll(() => lab.close());

const portOf = (protocol: string, security: string): string =>
  lab.listeners
    .find((one) => one.protocol === protocol && one.security === security && one.port !== 25)
    ?.at.split(':')[1] ?? '';

/** Runs `mailcheck export CLIENT --profile work` in the folder of a file with this account. */
function exported(
  client: string,
  lines: readonly string[],
  more: readonly string[] = ['--no-probe'],
  by: typeof call = call,
) {
  const cwd = mkdtempSync(join(folder, 'project-'));
  const text = ['profiles:', '  work:', ...lines.map((line) => `    ${line}`)].join('\n');
  writeFileSync(join(cwd, 'mailcheck.yaml'), `${text}\n`, { mode: 0o600 });
  const env = { XDG_CONFIG_HOME: join(folder, 'nobody') };
  return by(['export', client, '--profile', 'work', ...more], { cwd, env }).then((ended) => ({ ...ended, cwd }));
}

const account = [
  'address: ann@example.org',
  'incoming: [{ type: imap, host: imap.example.org }]',
  'outgoing: [{ host: smtp.example.org, port: 587 }]',
];

describe('mailcheck export --profile', { timeout: 60_000 }, () => {
  test('takes address, servers and user from the profile, and proves them', async () => {
    const { code, stdout, stderr } = await exported(
      'neomutt',
      [
        'address: ann@lab.test',
        'user: ann@lab.test',
        `incoming: [{ type: imap, host: ${host}, port: ${portOf('imap', 'tls')}, security: tls }]`,
        `outgoing: [{ host: ${host}, port: ${portOf('smtp', 'starttls')}, security: starttls }]`,
        `resolve: { ${host}: 127.0.0.1 }`,
        `ca: ${ca}`,
        `resolver: ["${lab.listeners.find(({ protocol }) => protocol === 'dns')?.at}"]`,
        'password: { file: /nonexistent/secret }',
      ],
      [],
      built.call,
    );
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(`set folder = 'imaps://${host}:${portOf('imap', 'tls')}/'`);
    expect(stdout).toContain(`set smtp_url = 'smtp://ann%40lab.test@${host}:${portOf('smtp', 'starttls')}/'`);
    expect(stdout).not.toContain('Not proved');
    // Named, not read: it is not there.
    expect(stdout).toContain('"`head -n 1 /nonexistent/secret`"');
  });

  test.each([
    ['{ env: MY_MAIL }', 'passwordeval "printenv MY_MAIL"'],
    ['{ command: pass show mail/work }', 'pass show mail/work"'],
    ['{ command: [pass, show, "a b"] }', `passwordeval "pass show 'a b'"`],
    ['{ file: secret.txt }', 'passwordeval "head -n 1 '],
  ])('names where the secret is: %s', async (password, words) => {
    const { code, stdout, stderr } = await exported('msmtp', [...account, `password: ${password}`]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(words);
    expect(stdout).toContain('\naccount work\n');
  });

  test('a command that names something in the folder of the profile runs there', async () => {
    const { stdout, cwd } = await exported('msmtp', [...account, 'password: { command: ./secret.sh }']);
    expect(stdout).toContain(`passwordeval "cd ${cwd} && ./secret.sh"`);
  });

  test('an option takes the place of what the profile says', async () => {
    const { stdout } = await exported(
      'msmtp',
      [...account, 'password: { env: X }'],
      ['--no-probe', '--smtp', 'other.example.org', '--password-command', 'pass y', '--name', 'other'],
    );
    expect(stdout).toContain('host other.example.org');
    expect(stdout).toContain('passwordeval "pass y"');
    expect(stdout).toContain('account other');
  });

  test('the secret of one account is not written for another', async () => {
    const secret = [...account, 'password: { env: X }'];
    expect(await exported('msmtp', secret, ['--no-probe', '--address', 'bob@example.org'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('"bob@example.org" and --profile work contradict each other'),
    });
    expect(await exported('msmtp', secret, ['--no-probe', '--address', 'ann@example.org'])).toMatchObject({ code: 0 });
  });

  test('what the profile says of logging in counts', async () => {
    const tokens = [...account.slice(0, 2), 'outgoing: [{ host: smtp.example.org, port: 587, auth: [oauth2] }]'];
    expect(await exported('msmtp', [...tokens, 'password: { env: X }'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('msmtp has no way to log in at smtp.example.org, which takes oauth2.'),
    });
    const { stdout } = await exported('msmtp', [...tokens, 'accessToken: { command: oama access x }']);
    expect(stdout).toContain('auth oauthbearer');
  });

  test('a profile without servers or address says what is missing', async () => {
    expect(await exported('msmtp', ['address: ann@example.org'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('it names no servers'),
    });
    expect(await exported('msmtp', ['domain: example.org', ...account.slice(1)])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('nobody is named whose account it is.'),
    });
  });
});
