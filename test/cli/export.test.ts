import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clientIds } from '../../src/model/client-ids.ts';
import { builtCommandLine } from './command-line.ts';
import { inProcess, lazily } from './in-process.ts';

const built = builtCommandLine();
const { folder } = built;
const call = inProcess(built);
const named = ['--address', 'ann@example.org', '--imap', 'imap.example.org', '--smtp', 'smtp.example.org'];

describe.each(clientIds)('mailcheck export %s', (id) => {
  const ended = lazily(() => call(['export', id, '--lab', 'healthy']));

  test('proves the servers of the lab, and writes to standard output', async () => {
    const { code, stdout, stderr } = await ended();
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('by connecting: mail.lab.test:');
    expect(stdout).not.toContain('Not proved');
    expect(stderr).not.toMatch(/findings|broken/);
  });

  test('writes what mailcheck lint finds nothing in', async () => {
    const exported = await ended();
    const { code, stdout, stderr } = await call(['lint', '-', '--fail-on', 'notice'], { input: exported.stdout });
    expect([code, stderr], stdout).toEqual([0, '']);
    // Nothing but what was read stands below it.
    expect(stdout).toMatch(
      /^Settings in standard input: healthy\. Nothing is wrong with what was tested\.\n\nRead in it\n(?: {3}.*\n)+\n?$/,
    );
  });
});

describe('mailcheck export', { timeout: 60_000 }, () => {
  test('finds the servers of an address, and proves them', async () => {
    const { code, stdout, stderr } = await built.call([
      'export',
      'neomutt',
      '--lab',
      'healthy',
      '--address',
      'ann@lab.test',
    ]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain("set folder = 'imaps://mail.lab.test:993/'");
    expect(stdout).toContain("set smtp_url = 'smtps://ann%40lab.test@mail.lab.test:465/'");
    expect(stdout).not.toContain('Not proved');
  });

  test('an address whose servers cannot be proved gets no file', async () => {
    const args = ['export', 'neomutt', '--lab', 'cert-expired', '--address', 'ann@lab.test'];
    const { code, stdout, stderr } = await call(args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('Nothing was written: the settings are not proved. If you know the servers, name them');
  });

  test('--no-probe connects to nobody and says so, in the file and on the screen', async () => {
    const { code, stdout, stderr } = await built.call(['export', 'msmtp', ...named, '--no-probe']);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('Not proved: smtp.example.org:465 (SMTP, TLS from the start).');
    expect(stderr).toContain('Not proved: nobody connected to the servers (--no-probe).');
  });

  test.each([
    [
      ['--security', 'starttls'],
      ['imap.example.org:143', 'smtp.example.org:587'],
    ],
    [
      ['--security', 'tls'],
      ['imap.example.org:993', 'smtp.example.org:465'],
    ],
    [[], ['imap.example.org:993', 'smtp.example.org:465']],
  ])('%j chooses the ports', async (more, servers) => {
    const { stdout } = await call(['export', 'neomutt', ...named, '--no-probe', ...more]);
    for (const server of servers) expect(stdout).toContain(server);
  });

  test('a fault that keeps the servers from being proved keeps the file from being written', async () => {
    const file = join(folder, 'unproved');
    const { code, stdout, stderr } = await call(['export', 'neomutt', '--lab', 'cert-expired', '--output', file]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('The certificate has expired');
    expect(stderr).toContain('Nothing was written: the settings are not proved.');
    expect(existsSync(file)).toBe(false);
  });

  test('what was found beside is told, and the file is written', async () => {
    const { code, stdout, stderr } = await call(['export', 'mbsync', '--lab', 'ipv6-broken', '--timeout', '3s']);
    expect(stdout).toContain('SSLType IMAPS');
    expect(stderr).toContain('Mail for mail.lab.test: degraded. 1 cause explains 1 of 1 finding.');
    expect(code).toBe(0);
  });

  test('STARTTLS alone: written where it can be demanded, told or refused where it cannot', async () => {
    const only = ['--imap', 'mail.lab.test:143', '--smtp', 'mail.lab.test:587', '--lab', 'healthy'];
    expect(await call(['export', 'mbsync', ...only])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('SSLType STARTTLS'),
    });
    const warned = await call(['export', 'offlineimap', ...only]);
    expect(warned.stdout).toContain('# Take care: OfflineIMAP cannot be told that STARTTLS is required');
    expect(warned.stderr).toContain('Take care: OfflineIMAP cannot be told that STARTTLS is required');
    expect(await call(['export', 'getmail', ...only])).toMatchObject({ code: 2, stdout: '' });
  });

  test('writes a file whole, with the mode that fits it', async () => {
    const place = join(folder, 'written');
    mkdirSync(place);
    const first = await built.call(['export', 'msmtp', '--lab', 'healthy', '--output', place]);
    expect(first).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('msmtprc (mode 0600)') });
    expect(statSync(join(place, 'msmtprc')).mode & 0o777).toBe(0o600);
    const second = await call(['export', 'thunderbird', '--lab', 'healthy', '--output', join(place, 'mail.xml')]);
    expect(second.code, second.stderr).toBe(0);
    expect(statSync(join(place, 'mail.xml')).mode & 0o777).toBe(0o644);
    expect(readdirSync(place).sort()).toEqual(['mail.xml', 'msmtprc']);
  });

  test('never writes over a file without --force, nor through a link', async () => {
    const [file, link] = [join(folder, 'kept'), join(folder, 'link')];
    writeFileSync(file, 'mine');
    symlinkSync(file, link);
    const args = ['export', 'msmtp', ...named, '--no-probe', '--output'];
    expect(await call([...args, file])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is a file already.\n  Replace it with --force'),
    });
    for (const more of [[], ['--force']]) {
      expect(await call([...args, link, ...more])).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('not a regular file'),
      });
    }
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await call([...args, file, '--force'])).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('account example');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('a command for the password is written and not run, a variable not read', async () => {
    const proof = join(folder, 'ran');
    const { stdout } = await call(['export', 'msmtp', ...named, '--no-probe', '--password-command', `touch ${proof}`], {
      env: { MAILCHECK_PASSWORD: 'Canary-4711-secret' },
    });
    expect(stdout).toContain(`passwordeval "touch ${proof}"`);
    expect(existsSync(proof)).toBe(false);
    const env = await call(['export', 'django', ...named, '--no-probe', '--password-env', 'MY_MAIL'], {
      env: { MY_MAIL: 'Canary-4711-secret' },
    });
    expect(env.stdout).toContain('os.environ["MY_MAIL"]');
    expect(`${stdout}${env.stdout}${env.stderr}`).not.toContain('Canary-4711');
  });

  test.each([
    [['export'], 'the client is missing.'],
    [['export', 'mutr'], 'nothing can be written for "mutr".'],
    [['export', 'neomut', ...named], 'Did you mean neomutt?'],
    [['export', 'msmtp'], 'nobody is named whose account it is.'],
    [['export', 'msmtp', '--address', 'ann@example.org', '--no-probe'], 'no server is named, and with --no-probe'],
    [['export', 'msmtp', '--address', 'ann', '--smtp', 'a.example'], 'the address cannot be used'],
    [['export', 'mbsync', '--address', 'ann@example.org', '--smtp', 'a.example'], 'mbsync needs an incoming server.'],
    [['export', 'msmtp', ...named, '--security', 'none'], 'Choices are tls, starttls, auto.'],
    [['export', 'msmtp', ...named, '--name', 'My Mail'], '--name "My Mail": only lower-case letters'],
    [['export', 'msmtp', ...named, '--user', 'a\nb'], '--user'],
    [['export', 'msmtp', '--address', 'a@b.example', '--smtp', '192.0.2.1'], 'a server is written by its name'],
    [['export', 'msmtp', ...named, '--password-command', 'x', '--password-env', 'Y'], 'cannot be used with'],
    [['export', 'msmtp', ...named, '--password', 'x'], '--password: every user of this machine'],
    [['export', 'msmtp', ...named, '--output', '/nonexistent/x'], '--output /nonexistent/x: there is no such folder.'],
    [['export', 'msmtp', ...named, '--lab', 'helthy'], 'Did you mean healthy?'],
  ])('%j is refused', async (args, problem) => {
    const { code, stdout, stderr } = await call(args);
    expect(`${code} ${stdout} ${stderr}`).toContain(problem);
    expect([code, stdout]).toEqual([2, '']);
  });
});
