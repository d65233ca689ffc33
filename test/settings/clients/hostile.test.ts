import { describe, expect, test } from 'vitest';
import { clientIds } from '../../../src/model/client-ids.ts';
import { isProblem } from '../../../src/settings/problem.ts';
import { imap, smtp, textOf, withUser, write } from './accounts.ts';
import { hostileCommands, hostileUsers } from './hostile-values.ts';
import { readBack } from './read-back.ts';

/** No format takes these: they end a line, turn the direction of text, or cannot be seen. */
const unwanted: readonly string[] = [
  'ann\nport 25',
  'ann\r\ntls off',
  'ann\0',
  'ann\x1b[2J',
  'ann\x7f',
  'ann\x85x',
  'ann\u2028x',
  'ann\u202egro.elpmaxe',
  'ann\u2066x',
  'ann\u200bx',
  'ann\u00adx',
  'ann\ufeff',
  'ann\u3164',
  'ann\ud800',
  ' ann',
  'ann ',
  '',
  'x'.repeat(256),
];

const hosts: readonly string[] = [
  'evil/',
  'a b.example',
  'imap.example.org\nPort 25',
  'imap.example.org#',
  '$(id).example',
  '`id`.example',
  "'.example",
  '-x.example',
  'a..example',
  '192.0.2.1',
  '2001:db8::1',
  'münchen.example',
  '',
];

const addresses: readonly string[] = [
  "o'brien@example.org",
  '"a b"@example.org',
  '"a\\"b"@example.org',
  'a#b@example.org',
  'a`id`@example.org',
  '$x@example.org',
  'a%b@example.org',
  '{a|b}@example.org',
  'a--b@example.org',
  'ünn@example.org',
];

/** What a format cannot say: these, and no others, are refused. */
const refused: Readonly<Record<string, readonly string[]>> = {
  neomutt: ["o'brien", `o'brien "ann"`],
  fetchmail: [`o'brien "ann"`],
  postfix: ['ann:x', 'ann@evil.example:25/?x='],
  thunderbird: ['ann%(host)s', 'ann%40', '%EMAILADDRESS%'],
  laravel: ['ann\\\\', 'ann\\', `o'brien "ann"`],
  env: ['ann\\\\', 'ann\\', `o'brien "ann"`],
  spring: [`ann\${HOME}`, 'ann#{1 + 1}'],
};

/** A file for everybody of a domain says so when a name in it is one person's. */
const isForAll = (id: string, user: string): boolean => id !== 'thunderbird' || /^ann(?:@example\.org)?$/.test(user);

const lines = (text: string): number => text.split('\n').length;

describe.each(clientIds)('%s', (id) => {
  test('each user name comes back as it was, or is refused', () => {
    for (const user of hostileUsers) {
      const written = write(id, { settings: withUser(user) });
      expect(isProblem(written), user).toBe(refused[id]?.includes(user) ?? false);
      if (isProblem(written)) continue;
      const { text } = written.file;
      const { hosts, ports, users: understood } = readBack[id](text);
      expect([...new Set(understood)], text).toEqual(id === 'dns' ? [] : [user]);
      expect(hosts.filter((host) => host !== imap.host && host !== smtp.host)).toEqual([]);
      expect(ports.filter((port) => port !== imap.port && port !== smtp.port)).toEqual([]);
      expect(lines(text), text).toBe(lines(textOf(id, { settings: withUser(isForAll(id, user) ? 'ann' : 'bob') })));
    }
  });

  test('user names with control or invisible characters are refused', () => {
    for (const user of unwanted) {
      const problem = expect.stringContaining('user name');
      expect(write(id, { settings: withUser(user) }), JSON.stringify(user)).toMatchObject({ problem });
    }
  });

  test('hosts that are no names, ports that are none, and labels that end something are refused', () => {
    for (const host of hosts) {
      const settings = { incoming: [{ ...imap, host }], outgoing: [{ ...smtp, host }] };
      expect(write(id, { settings }), host).toHaveProperty('problem');
    }
    for (const port of [0, 65_536, 1.5, Number.NaN, -1]) {
      const settings = { incoming: [{ ...imap, port }], outgoing: [{ ...smtp, port }] };
      expect(write(id, { settings }), `${port}`).toHaveProperty('problem');
    }
    for (const label of ['Work', 'my work', '../x', 'a]b', 'a.b', '', 'a\nb', 'x'.repeat(65)]) {
      expect(write(id, { label }), label).toMatchObject({ problem: expect.stringContaining('--name') });
    }
  });

  test('each address comes back as it was, or is refused', () => {
    const settings = withUser('ann');
    for (const address of addresses) {
      const written = write(id, { address, settings });
      expect(isProblem(written), address).toBe(cannotSay(id, address));
      if (isProblem(written)) continue;
      const { text } = written.file;
      expect(readBack[id](text).address ?? address, text).toBe(address);
      expect(lines(text), text).toBe(lines(textOf(id, { address: 'bob@example.org', settings })));
    }
  });

  test('addresses that are none, commands and variables that are none are refused', () => {
    for (const address of [
      'ann',
      '@example.org',
      'ann@',
      'ann@example',
      'ann@example.org\nx',
      'ann\u202e@example.org',
    ]) {
      expect(write(id, { address }), address).toMatchObject({ problem: expect.stringContaining('address') });
    }
    for (const command of ['', '  ', 'echo\nx', 'echo x\n', 'echo \u202ex', 'x'.repeat(1001)]) {
      expect(write(id, { secret: { kind: 'password', from: 'command', command } }), command).toHaveProperty('problem');
    }
    for (const name of ['', '1X', 'A-B', 'A B', 'A;id', '$(id)', 'A\nB', 'Ä']) {
      expect(write(id, { secret: { kind: 'password', from: 'env', name } }), name).toHaveProperty('problem');
    }
  });

  test('each command comes back as it was', () => {
    for (const command of hostileCommands) {
      const text = textOf(id, { secret: { kind: 'password', from: 'command', command } });
      for (const one of readBack[id](text).commands ?? []) expect(one, text).toBe(command);
    }
  });
});

/** Addresses that a format has no way to write. */
function cannotSay(id: string, address: string): boolean {
  if (id === 'neomutt') return address.includes("'");
  if (id === 'aerc') return address.includes('`');
  if (id === 'env' || id === 'laravel') return address.includes('\\"') && address.includes("'");
  return false;
}

test.each(['echo `id`', 'echo \\'])('a command that a muttrc cannot hold is refused: %j', (command) => {
  expect(write('neomutt', { secret: { kind: 'password', from: 'command', command } })).toHaveProperty('problem');
});

test('a command with a backtick is refused where only backticks keep it whole', () => {
  expect(write('aerc', { secret: { kind: 'password', from: 'command', command: 'echo `id`' } })).toHaveProperty(
    'problem',
  );
});
