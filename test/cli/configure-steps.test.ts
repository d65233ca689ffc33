import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { chooseServers, missingServers } from '../../src/cli/configure/choose-servers.ts';
import { logInBy } from '../../src/cli/configure/log-in-by.ts';
import { placeSecret, writtenPlace } from '../../src/cli/configure/place-secret.ts';
import { profileOf } from '../../src/cli/configure/profile-of.ts';
import { sayLines } from '../../src/cli/configure/say-lines.ts';
import type { Session } from '../../src/cli/configure/session.ts';
import { conditionLines, foundLines } from '../../src/cli/configure/tell-found.ts';
import type { Prompts } from '../../src/cli/prompts.ts';
import { createShell, type Shell } from '../../src/cli/shell.ts';
import { configure } from '../../src/commands/configure.ts';
import type { Options } from '../../src/commands/options.ts';
import { Secret } from '../../src/model/secret.ts';
import type { AuthMethod, Candidate, SettingsReport } from '../../src/model/settings.ts';

/** A person who gives these answers in turn: the name of a choice, a text, or a yes. Keeps what was asked. */
function person(...answers: readonly (string | boolean)[]) {
  const asked: string[] = [];
  const left = [...answers];
  const next = (question: string) => {
    asked.push(question);
    const answer = left.shift();
    if (answer === undefined) throw new Error(`nobody thought of "${question}"`);
    return answer;
  };
  const prompts: Prompts = {
    address: async () => String(next('address')),
    symptom: async () => undefined,
    password: async (user, word = 'Password') => String(next(`${word.toLowerCase()} of ${user}`)),
    confirm: async (question) => next(question) === true,
    choose: async (question, choices) => {
      const name = String(next(question));
      const found = choices.find((one) => one.name.startsWith(name));
      if (found === undefined) throw new Error(`${name} is none of ${choices.map((one) => one.name).join('; ')}`);
      return found.value;
    },
    text: async (question, { usual = '', check } = {}) => {
      const text = String(next(question)) || usual;
      const problem = check?.(text);
      if (problem !== undefined) asked.push(problem);
      return problem === undefined
        ? text
        : prompts.text(question, { usual, ...(check === undefined ? {} : { check }) });
    },
  };
  return { asked, prompts };
}

/** Where all calls are made. */
const folder = mkdtempSync(join(tmpdir(), 'mailcheck-configure-'));
afterAll(() => rmSync(folder, { recursive: true }));
const said: string[] = [];
const nothing = () => new PassThrough().resume();
const shellWith = (env: NodeJS.ProcessEnv = {}): Shell => ({
  ...createShell({ stdout: nothing(), stderr: nothing(), stdin: Readable.from([]), env, cwd: folder }),
  say: (line) => void said.push(line),
});
const sessionOf = (prompts: Prompts | undefined, options: Options = {}, env: NodeJS.ProcessEnv = {}): Session => ({
  command: configure,
  options,
  shell: shellWith(env),
  screen: { live: false, color: false, stdoutColor: 0 },
  prompts,
  lab: undefined,
});

const candidate = (differs: Partial<Candidate> = {}): Candidate => ({
  type: 'imap',
  host: 'imap.example.org',
  port: 993,
  security: 'tls',
  auth: [],
  origins: ['autoconfig'],
  trust: 'trusted',
  proof: { state: 'works', tlsVersion: 'TLSv1.3', evidence: [] },
  ...differs,
});
const smtp = (differs: Partial<Candidate> = {}): Candidate =>
  candidate({ type: 'smtp', host: 'smtp.example.org', port: 465, ...differs });
const settings = (
  incoming: readonly Candidate[],
  outgoing: readonly Candidate[],
  more: Partial<SettingsReport> = {},
): SettingsReport => ({
  incoming,
  outgoing,
  sources: [],
  documentation: [],
  oAuth2: [],
  ...more,
});
const hearsay = { host: 'mail.provider.example', origins: ['srv'], trust: 'confirm' } as const;

describe('servers', () => {
  test('that are found and trusted are taken by one yes', async () => {
    const { asked, prompts } = person('yes');
    const chosen = await chooseServers(settings([candidate()], [smtp()]), {}, sessionOf(prompts));
    expect([chosen.incoming?.host, chosen.outgoing?.host]).toEqual(['imap.example.org', 'smtp.example.org']);
    expect(asked).toEqual(['Use these servers?']);
  });

  test('that only hearsay names are asked about by their names, and typed after a no', async () => {
    const { asked, prompts } = person('yes', true, false, 'smtp.example.org:587');
    const found = settings([candidate(hearsay)], [smtp({ ...hearsay, host: 'out.provider.example' })]);
    const chosen = await chooseServers(found, {}, sessionOf(prompts));
    expect(asked.slice(1)).toEqual([
      'mail.provider.example is named by SRV records alone. Is it a server of your provider?',
      'out.provider.example is named by SRV records alone. Is it a server of your provider?',
      'Outgoing mail server (HOST or HOST:PORT)',
    ]);
    expect(chosen.incoming?.host).toBe('mail.provider.example');
    expect(chosen.outgoing).toEqual({
      type: 'smtp',
      host: 'smtp.example.org',
      port: 587,
      security: 'starttls',
      auth: [],
    });
  });

  test('that options confirm are not asked about', async () => {
    const { asked, prompts } = person('yes');
    const options = { confirmHost: ['Mail.Provider.Example'] };
    await chooseServers(settings([candidate(hearsay)], [smtp()]), {}, sessionOf(prompts, options));
    expect(asked).toEqual(['Use these servers?']);
  });

  test('that were not found are typed, and what is no server is asked for again', async () => {
    const { asked, prompts } = person('another', 'ann@example.org', 'pop.example.org:995', 'none');
    const chosen = await chooseServers(settings([], []), {}, sessionOf(prompts));
    expect(chosen).toMatchObject({ incoming: { type: 'pop3', host: 'pop.example.org', port: 995, security: 'tls' } });
    expect(chosen.outgoing).toBeUndefined();
    expect(asked.join('\n')).toContain('it is a mail address where a server is wanted.');
  });

  test('of all that were found one is chosen for each side', async () => {
    const { prompts } = person('no', 'POP3', 'SMTP smtp.example.org:587');
    const pop3 = candidate({ type: 'pop3', host: 'pop.example.org', port: 995 });
    const other = smtp({ port: 587, security: 'starttls' });
    const chosen = await chooseServers(settings([candidate(), pop3], [smtp(), other]), {}, sessionOf(prompts));
    expect([chosen.incoming?.type, chosen.outgoing?.port]).toEqual(['pop3', 587]);
  });

  test('that were named are not asked about', async () => {
    const { asked, prompts } = person();
    const [incoming, outgoing] = [candidate(), smtp()];
    expect(await chooseServers(settings([], []), { incoming, outgoing }, sessionOf(prompts))).toEqual({
      incoming,
      outgoing,
    });
    expect(asked).toEqual([]);
  });

  test('what nobody can be asked about is listed: what was not found, and what hearsay names', () => {
    const unsafe = candidate({ trust: 'unsafe', origins: ['http'] });
    const broken = candidate({ proof: { state: 'fails', evidence: [] } });
    expect(missingServers(settings([unsafe, broken], [smtp(hearsay)]), {}, {})).toEqual([
      'the incoming server, of which none that was found works: --imap HOST or --pop3 HOST',
      'a yes to mail.provider.example, which only SRV records named: --confirm-host mail.provider.example, or --smtp HOST',
    ]);
    expect(
      missingServers(settings([candidate()], [smtp(hearsay)]), {}, { confirmHost: ['mail.provider.example'] }),
    ).toEqual([]);
    expect(missingServers(settings([], []), { incoming: candidate(), outgoing: smtp() }, {})).toEqual([]);
  });
});

describe('what is told', () => {
  test('who names a server, and what connecting showed', () => {
    const other = smtp({
      origins: ['srv', 'autoconfig', 'ispdb'],
      proof: { state: 'untested', text: 'no answer', evidence: [] },
    });
    expect(foundLines(settings([candidate()], [other, smtp()]))).toEqual([
      'Incoming   IMAP imap.example.org:993, SSL/TLS',
      '           named by autoconfig; it answers, TLSv1.3 and the certificate fit',
      'Outgoing   SMTP smtp.example.org:465, SSL/TLS, and 1 more',
      '           named by SRV records, autoconfig and the Thunderbird database; it was not tried: no answer',
    ]);
    expect(foundLines(settings([], [smtp()]))[0]).toBe('Incoming   none was found');
  });

  test('what is named for another protocol and does not work, and what could not be asked', () => {
    const imap = candidate({ proof: { state: 'fails', text: 'the connection is refused', evidence: [] } });
    const pop3 = candidate({ type: 'pop3', host: 'pop.example.org', port: 995 });
    const source = { servers: [], dropped: [], remarks: [], text: 'no answer' } as const;
    const sources = [
      { ...source, origin: 'pacc', state: 'absent' },
      { ...source, origin: 'autoconfig', state: 'failed' },
      { ...source, origin: 'srv', state: 'failed' },
    ] as const;
    expect(foundLines(settings([pop3, imap], [], { sources }))).toEqual([
      'Incoming   POP3 pop.example.org:995, SSL/TLS, and 1 more',
      '           named by autoconfig; it answers, TLSv1.3 and the certificate fit',
      '           not IMAP imap.example.org:993, SSL/TLS: the connection is refused',
      'Outgoing   none was found',
      'Mind       2 sources could not be asked (autoconfig: no answer)',
    ]);
    expect(foundLines(settings([pop3, imap, candidate({ port: 143 })], [smtp()])).join()).not.toContain('not IMAP');
    const untried = candidate({ proof: { state: 'untested', evidence: [] } });
    expect(foundLines(settings([pop3, untried], [smtp()])).join()).not.toContain('not IMAP');
  });

  test('is broken at spaces for a terminal, below where it began', () => {
    const lines = [
      'Incoming   IMAP mail.example.org:993',
      `- ${'words '.repeat(10).trim()}`,
      '   a line that is indented',
    ];
    const narrow = Object.assign(nothing(), { isTTY: true, columns: 40 });
    said.length = 0;
    sayLines({ ...shellWith(), terminal: narrow }, lines);
    expect(said).toEqual([
      'Incoming   IMAP mail.example.org:993',
      '- words words words words words words',
      '  words words words words',
      '   a line that is indented',
    ]);
    said.length = 0;
    sayLines(shellWith(), lines);
    expect(said).toEqual(lines);
  });

  test('what the provider wants', () => {
    const provider = {
      id: 'x',
      name: 'Example',
      needs: ['An app password.'],
      docsUrl: 'https://example.org/',
      confidence: 'high',
      sources: [],
    } as const;
    expect(conditionLines(provider)).toEqual([
      'What Example wants:',
      '- An app password.',
      '- Page: https://example.org/',
    ]);
    expect(conditionLines(undefined)).toEqual([]);
  });
});

const file = (name: string, text: string, mode = 0o600) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
};
const credentials = { kind: 'password', secret: new Secret('kAn4ry-password') } as const;

describe('the place of a typed password', () => {
  const place = (prompts: Prompts, env: NodeJS.ProcessEnv = { PATH: `${folder}:/usr/bin:/bin` }) =>
    placeSecret('ann@example.org', credentials, { prompts, shell: shellWith(env), folder });

  test('may be nowhere', async () => {
    expect(await place(person('nowhere').prompts)).toBeUndefined();
  });

  test('is a file that holds it and that nobody else can read', async () => {
    const [open, good] = [file('open', 'kAn4ry-password\n', 0o644), file('good', 'kAn4ry-password\n')];
    said.length = 0;
    expect(await place(person('a file', open, 'a file', good).prompts)).toEqual({ file: good });
    expect(said.join('\n')).toContain('others can read it (mode 0644).');
  });

  test('is a command that prints it', async () => {
    const good = file('good2', 'kAn4ry-password\n');
    said.length = 0;
    const { asked, prompts } = person('a command', 'echo another', 'a command', "cat 'open", `cat '${good}'`);
    expect(await place(prompts)).toEqual({ command: ['cat', good] });
    expect(said).toContain('the command gives another password.');
    expect(asked).toContain('Write a program and its arguments.');
  });

  test.runIf(process.platform === 'linux')('is the keyring, which it is put into', async () => {
    const kept = join(folder, 'kept');
    file(
      'secret-tool',
      `#!/bin/sh\ncase "$1" in store) shift; echo "$*" > ${kept}.words; cat > ${kept};; lookup) cat ${kept};; esac\n`,
      0o700,
    );
    expect(await place(person('the keyring').prompts)).toEqual({
      keyring: { service: 'mailcheck', account: 'ann@example.org' },
    });
    said.length = 0;
    expect(await place(person('the keyring', 'nowhere').prompts, { PATH: '/nonexistent' })).toBeUndefined();
    expect(said.join('\n')).toContain('"secret-tool" was not found.');
  });

  test.each([
    ['a file', { from: 'file', path: '/home/ann/.pw' }, { file: '/home/ann/.pw' }],
    ['a relative file', { from: 'file', path: 'pw' }, { file: join(folder, 'pw') }],
    ['a command', { from: 'command', words: ['pass', 'a/b'] }, { command: ['pass', 'a/b'] }],
    ['a relative program', { from: 'command', words: ['./x', './y'] }, { command: [join(folder, 'x'), './y'] }],
    ['a variable', { from: 'env', name: 'PW' }, { env: 'PW' }],
    ['a keyring', { from: 'keyring', service: 'a' }, { keyring: { service: 'a' } }],
    ['standard input', { from: 'stdin' }, undefined],
    ['a descriptor', { from: 'descriptor', number: 3 }, undefined],
  ] as const)('that an option named: %s', (_, where, written) => {
    expect(writtenPlace({ kind: 'password', option: 'x', place: where }, folder)).toEqual(written);
  });
});

describe('an account without passwords', () => {
  const chosen = { incoming: candidate({ auth: ['oauth2'] }), outgoing: smtp({ auth: ['oauth2'] }) };

  test('is logged in to by the token that a command prints', async () => {
    const { prompts } = person('echo ya29.token');
    const { credentials: got, source } = await logInBy(
      'ann',
      chosen,
      sessionOf(prompts, {}, { PATH: '/usr/bin:/bin' }),
    );
    expect([got?.kind, got?.secret.reveal()]).toEqual(['access-token', 'ya29.token']);
    expect(source && writtenPlace(source, folder)).toEqual({ command: ['echo', 'ya29.token'] });
  });

  test('whose command fails is asked for another', async () => {
    const { prompts } = person('false', 'echo ya29.other');
    said.length = 0;
    const { credentials: got } = await logInBy('ann', chosen, sessionOf(prompts, {}, { PATH: '/usr/bin:/bin' }));
    expect(got?.secret.reveal()).toBe('ya29.other');
    expect(said.join('\n')).toContain('the command');
  });

  test('or not at all', async () => {
    expect(await logInBy('ann', chosen, sessionOf(person('').prompts))).toEqual({});
  });

  test.each<[string, readonly AuthMethod[], string]>([
    ['both', ['oauth2', 'app-password'], 'app password of ann'],
    ['nothing said', [], 'password of ann'],
  ])('is asked for a password where %s', async (_, auth, question) => {
    const { asked, prompts } = person('kAn4ry-password');
    const either = { incoming: candidate({ auth }), outgoing: smtp({ auth: ['oauth2'] }) };
    expect((await logInBy('ann', either, sessionOf(prompts))).credentials?.kind).toBe('password');
    expect(asked).toEqual([question]);
  });

  test('and with --no-login nobody is asked', async () => {
    expect(await logInBy('ann', chosen, sessionOf(person().prompts, { login: false }))).toEqual({});
  });
});

test('a profile holds what was proved, and what the network needs', () => {
  const incoming = { ...candidate({ type: 'pop3', host: 'pop.example.org', port: 995 }), isIn: true };
  const options = {
    ca: 'ca.pem',
    ipv6: true,
    resolve: [{ host: 'pop.example.org', ip: '2001:db8::1' }],
    mechanism: 'PLAIN',
  };
  const account = {
    user: 'ann',
    credentials,
    source: undefined,
    servers: { incoming, outgoing: { ...smtp(), isIn: false } },
  };
  expect(profileOf('ann@example.org', account, { place: { env: 'PW' }, options, cwd: folder })).toEqual({
    address: 'ann@example.org',
    user: 'ann',
    incoming: [{ type: 'pop3', host: 'pop.example.org', port: 995, security: 'tls' }],
    outgoing: [{ host: 'smtp.example.org', port: 465, security: 'tls' }],
    password: { env: 'PW' },
    mechanism: 'PLAIN',
    resolve: { 'pop.example.org': '2001:db8::1' },
    family: 6,
    ca: join(folder, 'ca.pem'),
    expect: { works: ['pop3'] },
  });
});
