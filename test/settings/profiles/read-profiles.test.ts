import { describe, expect, test } from 'vitest';
import { isProblem } from '../../../src/settings/problem.ts';
import { readProfiles } from '../../../src/settings/profiles/read-profiles.ts';

const ids = ['cert-expired', 'dns/reverse-name-missing'];
const read = (text: string) => readProfiles(text, 'mailcheck.yaml', ids);
/** A file with one profile that holds these lines. */
const work = (...lines: string[]) => read(['profiles:', '  work:', ...lines.map((line) => `    ${line}`)].join('\n'));
const said = (result: ReturnType<typeof read>): string =>
  isProblem(result) ? `${result.problem} ${result.wayOut}` : 'no problem';

describe('a file of profiles', () => {
  test('holds everything that may be said of an account', () => {
    const result = work(
      'address: ann@example.org',
      'user: ann',
      'symptom: send',
      'incoming: [{ type: imap, host: imap.example.org, port: 993, security: tls, auth: [password-cleartext] }]',
      'outgoing:',
      '  - host: smtp.example.org',
      '    security: starttls',
      'password: { command: [pass, show, mail/work] }',
      'timeout: 10s',
      'deadline: 90',
      'resolve: { imap.example.org: 192.0.2.1 }',
      'expect:',
      '  failOn: warning',
      '  works: [imap, smtp]',
      '  accept:',
      '    - { id: dns/reverse-name-missing, at: mx.example.org, reason: known, until: 2027-01-31 }',
    );
    expect(result).toMatchObject({
      file: 'mailcheck.yaml',
      profiles: {
        work: {
          incoming: [{ host: 'imap.example.org', port: 993 }],
          password: { command: ['pass', 'show', 'mail/work'] },
          timeout: '10s',
          deadline: 90,
          expect: { accept: [{ until: '2027-01-31' }] },
        },
      },
    });
  });

  test('may use anchors', () => {
    const text = `profiles:
  a: &a { address: ann@example.org, outgoing: &servers [{ host: smtp.example.org }] }
  b: { address: bob@example.org, outgoing: *servers }
`;
    expect(read(text)).toMatchObject({ profiles: { b: { outgoing: [{ host: 'smtp.example.org' }] } } });
  });

  test.each(['\ufeffprofiles: {}', 'version: 1\nprofiles: {}', 'profiles: {}\r\n'])('%j is one', (text) => {
    expect(read(text)).toMatchObject({ profiles: {} });
  });
});

describe('what is wrong is told with file, line and key', () => {
  test.each([
    ['an unknown key', ['address: ann@example.org', 'smpt: x'], ':4: profiles.work.smpt: there is no such key.'],
    [
      'a misspelt key',
      ['adress: ann@example.org'],
      ':3: profiles.work.adress: there is no such key; did you mean address?',
    ],
    [
      'a misspelt key of a server',
      ['incoming:', '  - type: imap', '    hst: a.test'],
      ':5: profiles.work.incoming[0].hst: there is no such key; did you mean host?',
    ],
    [
      'a missing host',
      ['outgoing:', '  - host: a.test', '  - port: 25'],
      ':5: profiles.work.outgoing[1].host: it is missing.',
    ],
    ['a port that is a text', ['outgoing: [{ host: a.test, port: "25" }]'], 'port: a number is wanted.'],
    ['a port that is none', ['outgoing: [{ host: a.test, port: 65536 }]'], 'port: ports are 1 to 65535.'],
    ['a host with a port', ['outgoing: [{ host: "a.test:25" }]'], 'host: this is not a host name or IP address'],
    [
      'a mode that is none',
      ['outgoing: [{ host: a.test, security: startls }]'],
      'security: choices are tls, starttls, none; did you mean starttls?',
    ],
    [
      'a user that is a number',
      ['user: 4711'],
      ':3: profiles.work.user: a text is wanted; a number, true or false needs quotes',
    ],
    ['an empty key', ['user:'], ':3: profiles.work.user: it is empty.'],
    ['a map for a list', ['incoming: { type: imap }'], ':3: profiles.work.incoming: a list is wanted.'],
    ['a text for a map', ['expect: much'], ':3: profiles.work.expect: keys with their values are wanted.'],
    ['an address that is none', ['address: ann'], ':3: profiles.work.address: this is not a mail address'],
    [
      'address and domain',
      ['address: ann@a.test', 'domain: a.test'],
      ':2: profiles.work: address and domain contradict',
    ],
    ['a time that is none', ['timeout: soon'], ':3: profiles.work.timeout: Write a time from 1ms to 60m'],
    ['a time that is a list', ['timeout: [1]'], 'timeout: a text, or a number for seconds, is wanted.'],
    ['a control character', ['user: "a\\eb"'], ':3: profiles.work.user: it contains a control character.'],
    [
      'a date that is none',
      ['expect: { accept: [{ id: cert-expired, reason: x, until: 2027-02-30 }] }'],
      'there is no such day.',
    ],
    [
      'no reason',
      ['expect: { accept: [{ id: cert-expired, until: 2027-02-01 }] }'],
      'accept[0].reason: it is missing.',
    ],
    [
      'an id that is none',
      ['expect:', '  accept:', '    - { id: cert-expird, reason: x, until: 2027-02-01 }'],
      ':5: profiles.work.expect.accept[0].id: there is no finding or cause of this name; did you mean cert-expired?',
    ],
    ['a key that stands twice', ['user: ann', 'user: bob'], ':4: this key stands twice in its place.'],
    ['a tag', ['user: !!binary aGk='], ':3: a tag (!) has no meaning here'],
    ['a tag on a map', ['expect: !!map { failOn: error }'], ':3: a tag (!) has no meaning here'],
    ['a name of every object', ['constructor: x'], ':3: this name cannot be used for a key.'],
    ['a prototype', ['__proto__: { user: ann }'], ':3: this name cannot be used for a key.'],
    ['a merge key', ['<<: { user: ann }'], ':3: profiles.work.<<: there is no such key.'],
  ])('%s', (_, lines, message) => {
    expect(said(work(...lines))).toContain(message);
  });

  test.each([
    ['nothing', '', 'mailcheck.yaml: it is empty.'],
    ['a comment', '# later', 'mailcheck.yaml: it is empty.'],
    ['a list', '- work', 'mailcheck.yaml:1: keys with their values are wanted.'],
    ['no profiles', 'version: 1', 'mailcheck.yaml:1: profiles: it is missing.'],
    ['another version', 'version: 2\nprofiles: {}', 'mailcheck.yaml:1: version: this mailcheck knows version 1.'],
    ['a profile without anything', 'profiles:\n  work:', 'mailcheck.yaml:2: profiles.work: it is empty.'],
    [
      'a name with a space',
      'profiles:\n  my work: {}',
      'mailcheck.yaml:2: profiles.my work: names of profiles are letters',
    ],
    ['a name like an option', 'profiles:\n  --work: {}', 'names of profiles are letters'],
    ['a tab', 'profiles:\n\twork: {}', ':2: there is a tab in the indentation; use spaces.'],
    ['two documents', 'profiles: {}\n---\nprofiles: {}', ':2: there is a second document (---) in the file.'],
    ['an open bracket', 'profiles: { work: { user: ann }', 'a bracket is not closed.'],
    ['two colons', 'profiles: work: x', ':1: there are two colons in one line'],
    ['a key that is a list', '? [profiles]\n: x', ':1: a key is not a text.'],
  ])('%s', (_, text, message) => {
    expect(said(read(text))).toContain(message);
  });
});

describe('a secret is refused, and never repeated', () => {
  const secret = 'hunter2secret';
  test.each([
    ['a bare text', `password: ${secret}`, 'profiles.work.password: a secret has no place in this file.'],
    ['a bare number', 'password: 4711000815', 'profiles.work.password: a secret has no place in this file.'],
    ['a text in quotes', `accessToken: "${secret}"`, 'profiles.work.accessToken: a secret has no place in this file.'],
    ['braces', `password: {${secret}}`, 'profiles.work.password: this does not say where the secret is.'],
    ['a template', `password: "{{ ${secret} }}"`, 'a secret has no place in this file.'],
    ['a list', `password: [${secret}]`, 'profiles.work.password: keys with their values are wanted.'],
    ['an alias', `password: *${secret}`, 'aliases (*) are missing what they stand for'],
    ['a tag', `password: !${secret}`, 'a tag (!) has no meaning here'],
    ['an anchor', `password: &${secret}`, 'this does not say where the secret is.'],
    ['a value key', `password: { value: ${secret} }`, 'this does not say where the secret is.'],
    ['a variable with a dollar', `password: { env: $${secret} }`, 'this is not the name of a variable.'],
    ['two ways', `password: { env: A, file: ${secret} }`, 'say exactly one way to get it.'],
    ['an escape', `password: "${secret}\\q"`, 'a backslash in a text with double quotes'],
    ['two colons', `password: ${secret}: x`, 'there are two colons in one line'],
    ['a key to lists', `key: { spamhaus: ${secret} }`, 'profiles.work.key: a secret has no place in this file.'],
    ['a key by its value alone', `key: {${secret}}`, 'profiles.work.key: this does not say where the secret is.'],
    ['a URL for a host', `outgoing: [{ host: "ann:${secret}@a.test" }]`, 'this is not a host name or IP address'],
    ['a key of another name', `pasword: ${secret}`, 'there is no such key; did you mean password?'],
    [
      'both kinds',
      'password: { env: A }\n    accessToken: { env: B }',
      'password and accessToken contradict each other',
    ],
  ])('%s', (_, line, message) => {
    const text = said(work(line));
    expect(text).toContain(message);
    expect(text).not.toMatch(/hunter2|4711/);
    expect(text).toMatch(/^mailcheck\.yaml:\d/);
  });

  test('and the way out is said', () => {
    expect(said(work('password: x'))).toContain('{ env: NAME }, { file: PATH } or { keyring:');
    expect(said(work('key: { spamhaus: x }'))).toContain('{ spamhaus: { env: NAME } }');
  });
});

describe('a file that means harm', () => {
  test('aliases of aliases are counted', () => {
    const letters = 'abcdefgh';
    const bomb = [...letters].map(
      (name, i) => `${name}: &${name} [${Array(9).fill(i === 0 ? 'x' : `*${letters[i - 1]}`)}]`,
    );
    expect(said(read(bomb.join('\n')))).toContain('or there are too many of them');
  });

  test.each(['[', '{a: ', '- '])('100,000 times %j is nested too deeply', (piece) => {
    expect(said(read(piece.repeat(100_000)))).toMatch(/nested too deeply|not valid YAML|bracket/);
  });

  test('thousands of profiles are read', () => {
    const many = Array.from({ length: 5000 }, (_, i) => `  p${i}: { address: ann@example.org }`).join('\n');
    const result = read(`profiles:\n${many}`);
    expect(isProblem(result) ? said(result) : Object.keys(result.profiles)).toHaveLength(5000);
  });
});

test.each(['[', '{"a":', '- ', 'profiles: ['])('a file that is nested without end is refused: %j', (piece) => {
  // Near the end of its stack Node aborts instead of throwing.
  expect(said(read(piece.repeat(20_000)))).toContain('it is nested too deeply');
});
