import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtCommandLine } from './command-line.ts';
import { inProcess } from './in-process.ts';

const built = builtCommandLine();
const { folder } = built;
const call = inProcess(built);

describe('what is written wrong is told, with the way out, before any server is asked', () => {
  test.each([
    ['an unknown command', ['diagnos'], 'there is no command "diagnos". Did you mean diagnose?'],
    ['an unknown help topic', ['help', 'smpt'], 'there is no command "smpt". Did you mean smtp?'],
    ['an address as command', ['ann@example.org'], 'Did you mean mailcheck diagnose ann@example.org?'],
    ['an unknown option', ['diagnose', '--formt', 'json'], 'there is no option --formt. Did you mean --format?'],
    [
      'an unknown option with a value',
      ['smtp', 'a.test', '--usr=ann'],
      'there is no option --usr. Did you mean --user?',
    ],
    ['an unknown short option', ['diagnose', '-x'], 'there is no option -x.'],
    ['an option without its value', ['diagnose', 'a.test', '--save'], "option '--save <file>' argument missing."],
    ['too many arguments', ['diagnose', 'a.test', 'b.test'], 'too many arguments'],
    ['no server', ['imap'], 'the server is missing.'],
    ['nothing to diagnose', ['diagnose'], 'nothing was said to be looked at.'],
    ['an empty server', ['smtp', ''], '"": it is empty.'],
    [
      'a port that is too high',
      ['smtp', 'a.test:65536'],
      '"a.test:65536": the port is not a number between 1 and 65535.',
    ],
    ['port 0', ['imap', 'a.test:0'], 'the port is not a number between 1 and 65535.'],
    ['a port that is a word', ['pop3', 'a.test:pop3'], 'the port is not a number between 1 and 65535.'],
    ['a port for ports', ['ports', 'a.test:993'], 'every port is looked at, so none can be named.'],
    ['a port that tells no protocol', ['tls', 'a.test:1234'], 'port 1234 does not tell the protocol.'],
    ['an address without domain', ['diagnose', 'ann@'], '"ann@": there is no domain after the @.'],
    ['an address without user', ['diagnose', '@example.org'], '"@example.org": there is nothing before the @.'],
    ['a word', ['diagnose', 'ann'], '"ann" is neither an address nor a domain.'],
    ['a domain with a space', ['diagnose', 'ann@exa mple.org'], 'is not a valid domain name.'],
    ['an open bracket', ['imap', '[::1'], '"[::1": it is not a valid host name or IP address.'],
    ['too many colons', ['imap', '2001:db8::1:99999'], 'it is not a valid host name or IP address.'],
    ['an unknown format', ['diagnose', 'a.test', '--format', 'xml'], 'Formats are text, json, ndjson'],
    [
      'a wrong severity',
      ['diagnose', 'a.test', '--fail-on', 'fatal'],
      'Choices are critical, error, warning, notice, never.',
    ],
    ['a wrong time', ['diagnose', 'a.test', '--timeout', 'soon'], 'Write a time from 1ms to 60m'],
    ['a time beyond all measure', ['diagnose', 'a.test', '--deadline', '61m'], 'Write a time from 1ms to 60m'],
    [
      'a resolver by name',
      ['diagnose', 'a.test', '--resolver', 'dns.test'],
      'this is a name, and names are what it is asked for.',
    ],
    ['a pin without address', ['diagnose', 'a.test', '--resolve', 'a.test'], 'Write HOST=ADDRESS'],
    ['a pin to a name', ['diagnose', 'a.test', '--resolve', 'a.test=b.test'], '"b.test" is not an IP address.'],
    [
      'an unknown scenario',
      ['diagnose', '--lab', 'cert-expird'],
      'there is no lab scenario "cert-expird". Did you mean cert-expired',
    ],
    ['an unknown schema', ['schema', 'profil'], 'there is no schema of "profil". Did you mean profile?'],
    ['an unknown id', ['explain', 'cert-expird'], 'nothing is known about "cert-expird". Did you mean cert-expired'],
    [
      'a stage that a protocol lacks',
      ['imap', 'a.test', '--stop-after', 'rcpt'],
      'Choices are connect, greeting, tls, capabilities, auth.',
    ],
    ['sending to nobody', ['smtp', 'a.test', '--send', '--from', 'ann@a.test'], '--send: there is no recipient.'],
    ['a sender without domain', ['smtp', 'a.test', '--from', 'ann', '--to', 'bob@b.test'], '--from "ann":'],
    [
      'a missing authority file',
      ['tls', 'a.test', '--ca', '/nonexistent/ca.pem'],
      '--ca /nonexistent/ca.pem: there is no such file.',
    ],
    [
      'a file in no folder',
      ['tls', 'a.test', '--save', '/nonexistent/x'],
      '--save /nonexistent/x: there is no such folder.',
    ],
    ['a folder as file', ['tls', 'a.test', '--save', '/tmp'], '--save /tmp: this is not a regular file.'],
  ])('%s', async (_, args, message) => {
    const ended = await call(args);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
    expect(ended.stderr).toMatch(/^mailcheck: /);
  });
});

describe('what contradicts itself is refused', () => {
  test.each([
    ['both families alone', ['diagnose', 'a.test', '-4', '-6'], "'-4, --ipv4' cannot be used with option '-6, --ipv6'"],
    [
      'the lab and a file',
      ['diagnose', '--lab', 'healthy', '--replay', 'x'],
      "cannot be used with option '--replay <file>'",
    ],
    [
      'the lab and a resolver',
      ['diagnose', '--lab', 'healthy', '--resolver', '192.0.2.1'],
      "cannot be used with option '--resolver",
    ],
    ['the lab and a password', ['diagnose', '--lab', 'healthy', '--password-stdin'], '--lab logs in by itself.'],
    [
      'saving what was saved',
      ['diagnose', '--save', 'x', '--replay', 'y'],
      "cannot be used with option '--replay <file>'",
    ],
    [
      'quiet and transcript',
      ['diagnose', 'a.test', '--quiet', '--transcript'],
      "cannot be used with option '--transcript'",
    ],
    [
      'sending and stopping',
      ['smtp', 'a.test', '--send', '--stop-after', 'tls'],
      "cannot be used with option '--stop-after <stage>'",
    ],
    [
      'two formats on the screen',
      ['diagnose', 'a.test', '--format', 'json', '--format', 'text'],
      'both go to standard output.',
    ],
    ['two outputs in one file', ['diagnose', 'a.test', '--format', 'json=x', '--save', 'x'], 'two outputs go to x.'],
    [
      'two passwords',
      ['imap', 'a.test', '--user', 'ann', '--password-stdin', '--password-env', 'X'],
      'contradict each other.',
    ],
    ['a pin outside the family', ['tls', 'a.test', '-6', '--resolve', 'a.test=192.0.2.1'], 'contradict each other.'],
    ['a server and a file', ['tls', 'a.test', '--replay', 'x'], 'contradict each other'],
    ['a password for nobody', ['imap', 'a.test', '--password-stdin'], 'nobody is named who logs in.'],
  ])('%s', async (_, args, message) => {
    const ended = await call(args);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
  });
});

describe('the environment counts as options do', () => {
  test('a wrong value is told with the name of its variable', async () => {
    const ended = await call(['diagnose', 'a.test'], { env: { MAILCHECK_TIMEOUT: 'soon' } });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('MAILCHECK_TIMEOUT=soon in the environment is invalid.');
  });
});

describe('secrets', () => {
  const imap = ['imap', 'imap.example.org', '--user', 'ann'];

  test.each([['--password'], ['--password=hunter2secret'], ['--access-token'], ['--token=hunter2secret']])(
    '%s on the command line is refused and not repeated',
    async (option) => {
      const ended = await call([...imap, option, 'hunter2secret']);
      expect(ended.code).toBe(2);
      expect(ended.stderr).toContain('every user of this machine can read a secret in the arguments.');
      expect(ended.stderr).toContain('--password-file FILE');
      expect(ended.stderr).not.toContain('hunter2');
    },
  );

  test.each([
    ['export', 'Say where it is: --password-command COMMAND or --password-env NAME'],
    ['tls', 'Leave it away: mailcheck tls logs in nowhere.'],
    ['no-such-command', '--password-file FILE'],
  ])('%s names the ways that it has', async (command, way) => {
    const ended = await call([command, 'imap.example.org', '--password', 'hunter2secret']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(way);
    expect(ended.stderr).not.toContain('hunter2');
  });

  test('a password inside a server is not repeated', async () => {
    const ended = await call(['imap', 'imaps://ann:hunter2secret@imap.example.org']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).not.toContain('hunter2');
  });

  test.each([
    ['empty', '', 'the password is empty.'],
    ['an empty line', '\nsecond', 'the password is empty.'],
  ])('standard input that is %s is no password', async (_, input, message) => {
    const ended = await built.call([...imap, '--password-stdin'], { input });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(message);
  });

  test('an empty variable is no password', async () => {
    const ended = await built.call(imap, { env: { MAILCHECK_PASSWORD: '' } });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('MAILCHECK_PASSWORD: the password is empty.');
  });

  test('a variable that is not set is told', async () => {
    const ended = await call([...imap, '--password-env', 'MY_PASSWORD']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('--password-env: the variable MY_PASSWORD is not set.');
  });

  test('a file that is not there is told', async () => {
    const ended = await call([...imap, '--password-file', '/nonexistent/password']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('--password-file /nonexistent/password: there is no such file.');
  });

  test.each([[0o644], [0o640], [0o604]])(
    'a file with mode %o is refused, and how to close it is said',
    async (mode) => {
      const file = join(folder, `password-${mode}`);
      writeFileSync(file, 'hunter2secret\n');
      chmodSync(file, mode);
      const ended = await call([...imap, '--password-file', file]);
      expect(ended.code).toBe(2);
      expect(ended.stderr).toContain(`others can read it (mode 0${mode.toString(8)}).`);
      expect(ended.stderr).toContain(`chmod 600 ${file}`);
      expect(ended.stderr).not.toContain('hunter2');
    },
  );

  test.skipIf(process.getuid?.() === 0)('a file that cannot be read is told', async () => {
    const file = join(folder, 'closed');
    writeFileSync(file, 'hunter2secret\n', { mode: 0o000 });
    const ended = await call([...imap, '--password-file', file]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('it cannot be read (EACCES).');
  });

  test('a folder is no password file', async () => {
    const path = join(folder, 'no-file');
    mkdirSync(path, { mode: 0o700 });
    const ended = await call([...imap, '--password-file', path]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('this is not a regular file.');
  });

  test.each([
    ['exit 3', 'sh -c "exit 3"', 'ended with exit code 3.'],
    ['a missing program', '/nonexistent/helper', 'was not found.'],
    ['an open quote', "sh -c 'exit", 'a quote is left open'],
  ])('a command with %s is told', async (_, command, message) => {
    const ended = await call([...imap, '--password-command', command]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(message);
  });

  test('nobody is asked for a password where there is no terminal', async () => {
    const ended = await built.call(imap);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('there is no password for ann, and nobody can be asked for it here.');
    expect(ended.stderr).toContain('--password-stdin');
  });

  test('folders cannot be seen without logging in', async () => {
    const ended = await call(['folders', 'ann@example.org']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('there is no password for ann@example.org');
  });
});

test('control characters in arguments do not reach the terminal', async () => {
  const ended = await built.call(['diagnose', 'ann@ex\x1b]0;owned\x07ample.org']);
  expect(ended.code).toBe(2);
  expect(ended.stderr).not.toMatch(/[\x1b\x07]/);
});
