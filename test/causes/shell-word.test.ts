import { describe, expect, test } from 'vitest';
import { diagnoseCommand, portsCommand, serverCommand, tlsCommand } from '../../src/causes/command-line.ts';
import { hostWord, serverWord, userWord } from '../../src/causes/shell-word.ts';
import { targetOf } from '../evidence.ts';
import { imaps, submission, unquoted } from './case.ts';

const hostile = [
  'mail.example.org; reboot',
  '$(reboot)',
  '`reboot`',
  "'; reboot; '",
  'a b',
  'a\nreboot',
  'a|reboot',
  'a>/etc/passwd',
  '*',
  '[abc]',
  '~root',
  '!!',
  '\u202emoc.elpmaxe',
  '',
  'a'.repeat(256),
];

describe('a host name in a command', () => {
  test.each(['mail.example.org', 'xn--mller-kva.example.org', '_dmarc.example.org', '192.0.2.10', '2001:db8::10'])(
    '%s stands as it is',
    (name) => {
      expect(hostWord(name)).toBe(name);
    },
  );

  test.each([...hostile, '-oProxyCommand=reboot'])('%j is not written at all', (name) => {
    expect(hostWord(name)).toBe('HOST');
    expect(hostWord(name, 'NAME')).toBe('NAME');
    expect(serverWord(name, 993)).toBe('HOST:993');
  });

  test('an IPv6 address with its port is quoted, for brackets are a pattern', () => {
    expect(serverWord('2001:db8::10', 993)).toBe("'[2001:db8::10]:993'");
    expect(serverWord('192.0.2.10', 993)).toBe('192.0.2.10:993');
  });
});

describe('a user name in a command', () => {
  test.each(['ann', 'ann@example.org', 'ann+lists@example.org', 'EXAMPLE/ann', 'ann%example.org'])(
    '%s stands as it is',
    (user) => {
      expect(userWord(user, 'USER')).toBe(user);
    },
  );

  test.each([
    ['ann smith', "'ann smith'"],
    ["o'neill@example.org", "'o'\\''neill@example.org'"],
    ['DOMAIN\\ann', "'DOMAIN\\ann'"],
    ['jürgen@example.org', "'jürgen@example.org'"],
    ['$(reboot)', "'$(reboot)'"],
    ["'; reboot; '", "''\\''; reboot; '\\'''"],
  ])('%s is quoted', (user, word) => {
    expect(userWord(user, 'USER')).toBe(word);
    expect(unquoted(word)).toBe('');
  });

  test.each(['--password', '-u', 'a\nreboot', 'a\u0007', '\u202eann', '', 'a'.repeat(321)])(
    '%j is not written at all',
    (user) => {
      expect(userWord(user, 'USER')).toBe('USER');
    },
  );
});

describe('commands', () => {
  test('name protocol, server and mode, and log in where a user is given', () => {
    expect(serverCommand(imaps)).toBe('mailcheck imap mail.example.org:993 --security tls');
    expect(serverCommand(imaps, { user: 'ann@example.org' })).toBe(
      'mailcheck imap mail.example.org:993 --security tls --user ann@example.org',
    );
  });

  test('try an envelope, the null sender as well', () => {
    expect(serverCommand(submission, { from: '', to: 'bob@example.net' })).toBe(
      "mailcheck smtp mail.example.org:587 --security starttls --from '' --to bob@example.net",
    );
  });

  test('look at the ports of a server that no command of its own speaks with', () => {
    expect(serverCommand({ ...imaps, protocol: 'sieve', port: 4190 })).toBe('mailcheck ports mail.example.org');
  });

  test('repeat the diagnosis with what the user named', () => {
    const target = targetOf({
      user: 'ann',
      servers: [
        { protocol: 'imap', host: 'imap.example.org' },
        { protocol: 'smtp', host: '2001:db8::10', port: 587 },
        { protocol: 'sieve', host: 'imap.example.org' },
      ],
      symptom: 'send',
    });
    expect(diagnoseCommand(target)).toBe(
      "mailcheck diagnose ann@example.org --user ann --imap imap.example.org --smtp '[2001:db8::10]:587' --symptom send",
    );
  });

  test.each(hostile)('never run what stands in a name: %j', (bad) => {
    const target = targetOf({ address: bad, user: bad, servers: [{ protocol: 'imap', host: bad, port: 993 }] });
    const commands = [
      serverCommand({ ...imaps, host: bad }, { user: bad, from: bad, to: bad }),
      diagnoseCommand(target),
      tlsCommand(bad),
      portsCommand(bad),
    ];
    for (const command of commands) expect(unquoted(command), command).toMatch(/^mailcheck [a-zA-Z0-9 .:@-]*$/);
  });
});
