import { chownSync, existsSync, mkdirSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StartedScenario, startScenario } from '../../src/lab/start.ts';
import type { Report } from '../../src/model/report.ts';
import { builtCommandLine, type CallOptions, type Ended } from './command-line.ts';
import { type InProcessOptions, inProcess } from './in-process.ts';

const built = builtCommandLine();
const { folder } = built;
const call = inProcess(built);
const [ca, password] = [join(folder, 'ca.pem'), join(folder, 'password')];
let lab: StartedScenario;
let secret: string;

beforeAll(async () => {
  lab = await startScenario('healthy');
  secret = lab.password.reveal();
  writeFileSync(ca, lab.network.roots?.pem.join('\n') ?? '');
  writeFileSync(password, `${secret}\n`, { mode: 0o600 });
});
afterAll(() => lab.close());

const login = (more: readonly string[], options?: InProcessOptions) => loginBy(call, more, options);
/** As `login`, by the program itself. */
const loginBuilt = (more: readonly string[], options?: CallOptions) => loginBy(built.call, more, options);

/** Logs in over IMAP, and tells who did; or what was said instead. */
async function loginBy<O>(
  by: (args: readonly string[], options?: O) => Promise<Ended>,
  more: readonly string[],
  options?: O,
) {
  const found = lab.listeners.find(({ protocol, security }) => protocol === 'imap' && security === 'tls');
  const ended = await by(
    [
      ...['imap', `mail.lab.test:${found?.at.split(':')[1]}`, '--security', 'tls'],
      ...['--resolve', 'mail.lab.test=127.0.0.1', '--resolver', '127.0.0.1:1', '--ca', ca, '--user', lab.user],
      ...['--format', 'json', '--verbose', ...more],
    ],
    options,
  );
  expect(ended.stdout + ended.stderr).not.toContain(secret);
  const report = ended.stdout === '' ? undefined : (JSON.parse(ended.stdout) as Report);
  const isIn = report?.evidence.some(({ fact, outcome }) => fact === 'auth/login' && outcome.status === 'observed');
  return { ...ended, isIn: isIn === true };
}

describe('a secret is taken from', () => {
  test('a descriptor that the caller has opened', async () => {
    const ended = await loginBuilt(['--password-fd', '3'], { descriptors: [openSync(password, 'r')] });
    expect(ended).toMatchObject({ isIn: true });
    expect(ended.stderr).toContain('comes from --password-fd.');
  });

  test.each([
    ['that nobody opened', '9', 'nothing was opened there to read from.'],
    ['for output', '1', 'this is not the number of a descriptor to read from.'],
    ['that is no number', 'x', 'this is not the number of a descriptor to read from.'],
  ])('no descriptor %s', async (_, number, message) => {
    expect(await loginBuilt(['--password-fd', number])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(message),
    });
  });

  test('the keyring', async () => {
    const tools = join(folder, 'tools');
    mkdirSync(tools);
    writeFileSync(
      join(tools, 'secret-tool'),
      `#!/bin/sh\n[ "$*" = "lookup service mail account ann/work" ] && cat ${password}\n`,
      {
        mode: 0o700,
      },
    );
    const env = { PATH: `${tools}:${process.env.PATH}` };
    expect(await login(['--password-keyring', 'mail/ann/work'], { env })).toMatchObject({ isIn: true });
    for (const written of ['', '/ann', '-x/ann', 'mail/-x']) {
      const ended = await login([`--password-keyring=${written}`], { env });
      expect(ended.stderr).toContain('--password-keyring: this is no entry of a keyring.');
    }
  });

  test("systemd's credentials, before a variable", async () => {
    const credentials = join(folder, 'credentials');
    mkdirSync(credentials);
    // The access list of systemd shows as rights of the group.
    writeFileSync(join(credentials, 'mailcheck.password'), secret, { mode: 0o440 });
    const env = { CREDENTIALS_DIRECTORY: credentials, MAILCHECK_PASSWORD: 'wrong-wrong' };
    const ended = await login([], { env });
    expect(ended).toMatchObject({ isIn: true });
    expect(ended.stderr).toContain('comes from the credential mailcheck.password.');
  });

  test('a variable, which no helper sees', async () => {
    const seen = join(folder, 'seen');
    const helper = `sh -c 'env > ${seen}; cat ${password}'`;
    const env = { MAILCHECK_PASSWORD: `${secret}x`, MAILCHECK_ACCESS_TOKEN: `${secret}y`, MINE: 'kept' };
    expect(await loginBuilt(['--password-command', helper], { env })).toMatchObject({ isIn: true });
    const environment = readFileSync(seen, 'utf8');
    expect(environment).toContain('MINE=kept');
    expect(environment).not.toContain('MAILCHECK_');
    expect(environment).not.toContain(secret);
  });

  test('an option before a variable, and a variable alone', async () => {
    const env = { MAILCHECK_PASSWORD: secret };
    expect(await login(['--password-env', 'OTHER'], { env: { ...env, OTHER: 'wrong-wrong' } })).toMatchObject({
      isIn: false,
    });
    const ended = await loginBuilt([], { env });
    expect(ended).toMatchObject({ isIn: true });
    expect(ended.stderr).toContain('comes from MAILCHECK_PASSWORD.');
  });

  test.skipIf(process.getuid?.() !== 0)('no file of somebody else', async () => {
    const file = join(folder, 'foreign');
    writeFileSync(file, secret, { mode: 0o600 });
    chownSync(file, 12_345, 12_345);
    const ended = await login(['--password-file', file]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('the file belongs to somebody else.');
  });
});

describe('a helper', () => {
  test('cannot write to the terminal what the terminal would obey', async () => {
    const ended = await login(['--password-command', `sh -c 'printf "\\033[2J##[error]x\\n" >&2; cat ${password}'`]);
    expect(ended).toMatchObject({ isIn: true });
    expect(ended.stderr).toContain('\\x1b[2J#\\#[error]x');
  });

  test('is asked for its first line alone, and cannot say more than 4 KiB', async () => {
    expect(await login(['--password-command', `sh -c 'cat ${password}; echo more'`])).toMatchObject({ isIn: true });
    const ended = await login(['--password-command', 'sh -c "yes | head -c 5000"']);
    expect(ended.stderr).toContain('printed more than 4 KiB.');
  });
});

describe('no secret is read while something records it', () => {
  test.each<[string, CallOptions]>([
    ['--inspect', { nodeArguments: ['--inspect=127.0.0.1:0'] }],
    ['--report-on-signal', { nodeArguments: ['--report-on-signal'] }],
    ['--report-uncaught-exception', { env: { NODE_OPTIONS: '--report-uncaught-exception' } }],
    ['--heapsnapshot-signal', { env: { NODE_OPTIONS: '--no-warnings --heapsnapshot-signal=SIGUSR2' } }],
    ['NODE_DEBUG', { env: { NODE_DEBUG: 'net' } }],
  ])('%s', async (what, options) => {
    const ended = await loginBuilt(['--password-file', password], options);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(`${what}`);
    expect(ended.stderr).toContain('a secret would be recorded, so none is read.');
  });

  test('and other options of Node are no hindrance', async () => {
    expect(await loginBuilt(['--password-file', password], { env: { NODE_OPTIONS: '--no-warnings' } })).toMatchObject({
      isIn: true,
    });
  });
});

describe('a secret of three characters', () => {
  test.each([
    ['--transcript', ['--transcript'], '--transcript'],
    ['--verbose', ['--verbose'], '--verbose'],
    ['--save', ['--save', 'x.json'], '--save'],
    ['--format json', ['--format', 'json'], '--format json'],
  ])('is not used with %s, which could show it', async (_, more, option) => {
    const args = ['imap', '127.0.0.1:1', '--user', 'ann', '--password-env', 'SHORT', ...more];
    const ended = await call(args, { env: { SHORT: 'abc' }, cwd: folder });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(`${option}: a password of less than 4 characters cannot be told from other text`);
    expect(existsSync(join(folder, 'x.json'))).toBe(false);
  });

  test('is used where only the report is shown', async () => {
    const args = ['imap', '127.0.0.1:1', '--user', 'ann', '--password-env', 'SHORT', '--fail-on', 'never'];
    expect((await call(args, { env: { SHORT: 'abc' } })).stdout).toContain('Mail for 127.0.0.1:1');
  });
});

describe('a fault in the middle of a run', () => {
  test('is told without the secret and without the code around it', async () => {
    const fault = join(folder, 'late-fault.mjs');
    writeFileSync(
      fault,
      `import { Socket } from 'node:net';
       const connect = Socket.prototype.connect;
       Socket.prototype.connect = function (...given) {
         setImmediate(() => { throw Object.assign(new Error(${JSON.stringify(secret)}), { command: ${JSON.stringify(secret)} }); });
         return connect.apply(this, given);
       };`,
    );
    const ended = await loginBuilt(['--password-file', password], { nodeArguments: ['--import', fault] });
    expect(ended).toMatchObject({ code: 70, stdout: '' });
    expect(ended.stderr).toContain('this is a fault of mailcheck itself: Error: [secret]');
    expect(ended.stderr).not.toContain('setImmediate');
  });
});

describe('--redact-user', () => {
  test('leaves the name of the user out of everything', async () => {
    const saved = join(folder, 'anonymous.json');
    const more = ['--password-file', password, '--redact-user', '--transcript', '--save', saved];
    const ended = await login(more);
    expect(ended.isIn).toBe(true);
    const everything = ended.stdout + ended.stderr + readFileSync(saved, 'utf8');
    expect(everything).not.toContain(lab.user);
    expect(everything).not.toContain(Buffer.from(lab.user).toString('base64').slice(0, -4));
    const replayed = await call(['imap', '--replay', saved, '--quiet', '--fail-on', 'never']);
    expect(replayed.code).toBe(0);
    const refused = join(folder, 'refused');
    writeFileSync(refused, 'not-the-password', { mode: 0o600 });
    const text = await login(['--password-file', refused, '--redact-user', '--format', 'text=/dev/null'].slice(0, 3));
    expect(text.stdout).toContain('[secret]');
    expect(text.stdout).not.toContain(lab.user);
  });
});

describe('files that are written', () => {
  test('never follow a link', async () => {
    const [target, link] = [join(folder, 'elsewhere'), join(folder, 'link')];
    writeFileSync(target, 'kept');
    symlinkSync(target, link);
    const ended = await call(['imap', '--lab', 'healthy', '--save', link]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('this is not a regular file.');
    expect(readFileSync(target, 'utf8')).toBe('kept');
  });
});
