import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StartedScenario, startScenario } from '../../src/lab/start.ts';
import type { Report } from '../../src/model/report.ts';
import { builtCommandLine } from '../cli/command-line.ts';
import { describeReal } from './servers.ts';

const { folder, call } = builtCommandLine();
let lab: StartedScenario;

describeReal('a keyring on a bus of its own', ['dbus-run-session', 'gnome-keyring-daemon', 'secret-tool'], () => {
  const home = join(folder, 'home');
  const inSession = join(folder, 'session.sh');

  beforeAll(async () => {
    lab = await startScenario('healthy');
    mkdirSync(home, { mode: 0o700 });
    const found = lab.listeners.find(({ protocol, security }) => protocol === 'imap' && security === 'tls');
    writeFileSync(join(home, 'ca.pem'), lab.network.roots?.pem.join('\n') ?? '');
    writeFileSync(
      join(home, 'mailcheck.yaml'),
      `profiles:
  work:
    user: ${lab.user}
    incoming: [{ type: imap, host: mail.lab.test, port: ${found?.at.split(':')[1]}, security: tls }]
    resolve: { mail.lab.test: 127.0.0.1 }
    resolver: ["127.0.0.1:1"]
    ca: ca.pem
    password: { keyring: { service: mailcheck, account: "${lab.user}" } }
  other:
    user: bob
    incoming: [{ type: imap, host: mail.lab.test }]
    password: { keyring: { service: mailcheck, account: bob } }
`,
      { mode: 0o600 },
    );
    // A session without a screen: the keyring is unlocked from standard input, and filled from a variable.
    writeFileSync(
      inSession,
      [
        'printf unlock | gnome-keyring-daemon --unlock --components=secrets >/dev/null',
        'printf %s "$LAB_PASSWORD" | secret-tool store --label=mailcheck service mailcheck account "$LAB_USER"',
        'unset LAB_PASSWORD',
        'exec "$@"',
      ].join('\n'),
    );
  });
  afterAll(() => lab.close());

  /** Runs in a session with a keyring of its own, in which the lab's password is. */
  const inKeyring = (...args: readonly string[]) =>
    call(args, {
      cwd: home,
      under: ['dbus-run-session', '--', 'sh', inSession],
      env: {
        ...{
          HOME: home,
          XDG_RUNTIME_DIR: home,
          XDG_DATA_HOME: join(home, 'data'),
          XDG_CONFIG_HOME: join(home, 'config'),
        },
        ...{ LAB_PASSWORD: lab.password.reveal(), LAB_USER: lab.user },
      },
    });

  test('gives its secret to a profile', async () => {
    const ended = await inKeyring('imap', '--profile', 'work', '--format', 'json', '--verbose');
    expect(ended.stderr).toContain('mailcheck.yaml: profiles.work.password.keyring.');
    const report = JSON.parse(ended.stdout) as Report;
    expect(report.evidence.find(({ fact }) => fact === 'auth/login')?.outcome.status).toBe('observed');
    expect(ended.stdout + ended.stderr).not.toContain(lab.password.reveal());
  });

  test('says nothing of what it does not hold, and how to store it is told', async () => {
    const ended = await inKeyring('imap', '--profile', 'other');
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('the keyring gave nothing for mailcheck/bob');
    expect(ended.stderr).toContain('secret-tool store --label=mailcheck service mailcheck account bob');
  });

  test('that nobody can reach is told', async () => {
    const ended = await call(['imap', '--profile', 'work'], {
      cwd: home,
      env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' },
    });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('the keyring gave nothing for mailcheck/');
  });
});
