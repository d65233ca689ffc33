import { describe, expect, test } from 'vitest';
import type { Configuration, ConfigurationRemark, ConfiguredServer } from '../../src/model/configuration.ts';
import type { Rule } from '../../src/model/finding.ts';
import { configurationFile } from '../../src/model/subject.ts';
import { configuration } from '../../src/probes/facts/configuration.ts';
import { providedIn } from '../../src/probes/here/configuration.ts';
import fileRefused from '../../src/rules/lint/file-refused.ts';
import noServer from '../../src/rules/lint/no-server.ts';
import oldTls from '../../src/rules/lint/old-tls.ts';
import passwordInFile from '../../src/rules/lint/password-in-file.ts';
import plainText from '../../src/rules/lint/plain-text.ts';
import port25 from '../../src/rules/lint/port-25.ts';
import providerCondition from '../../src/rules/lint/provider-condition.ts';
import relayByMx from '../../src/rules/lint/relay-by-mx.ts';
import settingInvalid from '../../src/rules/lint/setting-invalid.ts';
import settingOutdated from '../../src/rules/lint/setting-outdated.ts';
import settingsContradict from '../../src/rules/lint/settings-contradict.ts';
import tlsOpportunistic from '../../src/rules/lint/tls-opportunistic.ts';
import tlsPortMismatch from '../../src/rules/lint/tls-port-mismatch.ts';
import verificationOff from '../../src/rules/lint/verification-off.ts';
import { findingsOf, observed, viewOf } from '../evidence.ts';

/** A server that nothing is wrong with, but for what is said otherwise. */
const serverOf = (differs: Partial<ConfiguredServer> = {}): ConfiguredServer => ({
  type: 'smtp',
  line: 1,
  host: { value: 'smtp.example.org', line: 2 },
  port: { value: 465, line: 3 },
  security: { value: 'tls', line: 4 },
  username: { value: 'ann', line: 5 },
  login: { value: 'password', line: 5 },
  secret: { value: 'command', line: 6 },
  ...differs,
});

const configurationOf = (differs: Partial<Configuration> = {}): Configuration => ({
  format: 'msmtp',
  title: 'msmtp',
  servers: [serverOf()],
  remarks: [],
  mode: 0o600,
  ...differs,
});

/** `severity message line` of each finding in the file. */
function said<M extends string>(rule: Rule<'file', M>, differs: Partial<Configuration>, path = 'msmtprc'): string[] {
  const view = viewOf([observed(configuration, configurationFile(path), configurationOf(differs))]);
  return findingsOf(rule, view).map(({ severity, message, place }) => {
    expect(place?.file).toBe(path);
    return `${severity} ${message} ${place?.line}`;
  });
}
const withServer = (differs: Partial<ConfiguredServer>): Partial<Configuration> => ({ servers: [serverOf(differs)] });
const withRemark = (kind: ConfigurationRemark['kind']): Partial<Configuration> => ({
  remarks: [{ kind, line: 7, key: 'some_key', detail: 'something else' }],
});

const every = [
  fileRefused,
  noServer,
  oldTls,
  passwordInFile,
  plainText,
  port25,
  providerCondition,
  relayByMx,
  settingInvalid,
  settingOutdated,
  settingsContradict,
  tlsOpportunistic,
  tlsPortMismatch,
  verificationOff,
] as unknown as Rule<'file', string>[];

test.each(every.map((rule) => [rule.id, rule] as const))('%s says nothing of settings that are in order', (_, rule) => {
  expect(said(rule, {})).toEqual([]);
  expect(said(rule, withServer({ port: { value: 587, line: 3 }, security: { value: 'starttls', line: 4 } }))).toEqual(
    [],
  );
});

describe('lint/plain-text', () => {
  test.each([
    [{ value: 'none', line: 4 }, 'error password 4'],
    [{ value: 'none' }, 'error password 1'],
  ] as const)('%j', (security, finding) => {
    expect(said(plainText, withServer({ security }))).toEqual([finding]);
  });
  test('without a login, only the mail is read', () => {
    const login = { value: 'none' } as const;
    expect(said(plainText, withServer({ security: { value: 'none', line: 4 }, login }))).toEqual(['error mail 4']);
  });
});

describe("a server on this machine, or in a network of one's own", () => {
  const weak = { security: { value: 'none', line: 4 }, verification: { value: 'off', line: 5 } } as const;
  const offered = { value: 'opportunistic', line: 4 } as const;
  const mayBe25 = { value: 25, line: 3 } as const;
  test.each(['localhost', '127.0.0.1', '127.0.0.53', '::1', 'host.docker.internal'])(
    '%s: nobody is on the way',
    (name) => {
      const host = { value: name, line: 2 };
      expect(said(plainText, withServer({ host, ...weak }))).toEqual([]);
      expect(said(verificationOff, withServer({ host, ...weak }))).toEqual([]);
      expect(said(tlsOpportunistic, withServer({ host, security: offered }))).toEqual([]);
      expect(said(port25, withServer({ host, port: mayBe25 }))).toEqual([]);
    },
  );
  test.each(['mailpit', '192.168.1.2', '10.0.0.1', 'fd00::1'])('%s is no more than a notice', (name) => {
    const host = { value: name, line: 2 };
    expect(said(plainText, withServer({ host, ...weak }))).toEqual(['notice password 4']);
    expect(said(tlsOpportunistic, withServer({ host, security: offered }))).toEqual([]);
    expect(said(port25, withServer({ host, port: mayBe25 }))).toEqual([]);
  });
  test.each(['192.0.2.1', '2001:db8::1', 'localhost.example.org'])('%s is far away', (name) => {
    expect(said(plainText, withServer({ host: { value: name, line: 2 }, ...weak }))).toEqual(['error password 4']);
  });
});

test('a client without a name of its own begins the sentence with a capital', () => {
  const view = viewOf([
    observed(
      configuration,
      configurationFile('.env'),
      configurationOf({ title: 'the program', ...withServer({ security: { value: 'none' } }) }),
    ),
  ]);
  expect(findingsOf(plainText, view).map(({ args }) => args.client)).toEqual(['The program']);
});

test('lint/tls-opportunistic', () => {
  expect(said(tlsOpportunistic, withServer({ security: { value: 'opportunistic', line: 4 } }))).toEqual([
    'warning opportunistic 4',
  ]);
  expect(said(tlsOpportunistic, withServer({ security: { value: 'unknown' } }))).toEqual([]);
});

describe('lint/tls-port-mismatch', () => {
  test.each([
    ['smtp', 587, 'tls', ['error not-implicit 4']],
    ['smtp', 25, 'tls', ['error not-implicit 4']],
    ['smtp', 465, 'starttls', ['error implicit 4']],
    ['smtp', 465, 'opportunistic', ['error implicit 4']],
    ['imap', 143, 'tls', ['error not-implicit 4']],
    ['imap', 993, 'starttls', ['error implicit 4']],
    ['imap', 993, 'none', ['error implicit 4']],
    ['pop3', 110, 'tls', ['error not-implicit 4']],
    ['pop3', 995, 'starttls', ['error implicit 4']],
    ['smtp', 2525, 'tls', []],
    ['smtp', 465, 'unknown', []],
    ['imap', 143, 'none', []],
  ] as const)('%s on %i by %s', (type, port, security, findings) => {
    const server = { type, port: { value: port, line: 3 }, security: { value: security, line: 4 } };
    expect(said(tlsPortMismatch, withServer(server))).toEqual(findings);
  });
});

describe('lint/port-25', () => {
  const at25 = { port: { value: 25, line: 3 }, security: { value: 'starttls', line: 4 } } as const;
  test('a login there', () => {
    expect(said(port25, withServer(at25))).toEqual(['warning named 3']);
    expect(said(port25, withServer({ ...at25, port: { value: 25 } }))).toEqual(['warning usual 1']);
  });
  test('mail between servers is what it is for', () => {
    expect(said(port25, withServer({ ...at25, login: { value: 'none' } }))).toEqual([]);
    const { username: _, login: __, ...nameless } = serverOf(at25);
    expect(said(port25, { servers: [nameless] })).toEqual([]);
    expect(said(port25, withServer({ ...at25, type: 'imap' }))).toEqual([]);
  });
});

describe('lint/verification-off', () => {
  test.each([
    ['off', 'error off 6'],
    ['no-name', 'error no-name 6'],
    ['pinned', 'notice pinned 6'],
  ] as const)('%s', (value, finding) => {
    expect(said(verificationOff, withServer({ verification: { value, line: 6 } }))).toEqual([finding]);
  });
  test('a line for several servers is told once', () => {
    const server = serverOf({ verification: { value: 'off', line: 6 } });
    expect(said(verificationOff, { servers: [server, server] })).toEqual(['error off 6']);
  });
});

describe('lint/password-in-file', () => {
  const literal = withServer({ secret: { value: 'literal', line: 6 } });
  test.each([
    [0o600, ['warning kept 6']],
    [0o640, ['error readable 6']],
    [0o604, ['error readable 6']],
    [0o700, ['warning kept 6']],
    [undefined, ['warning kept 6']],
  ] as const)('mode %o', (mode, findings) => {
    const { mode: _, ...rest } = configurationOf(literal);
    expect(
      said(passwordInFile, mode === undefined ? { ...rest, mode: undefined as never } : { ...literal, mode }),
    ).toEqual(findings);
  });
  test.each(['command', 'variable', 'file'] as const)('a %s is no password', (value) => {
    expect(said(passwordInFile, withServer({ secret: { value, line: 6 } }))).toEqual([]);
  });
});

test('lint/file-refused, of programs that refuse such files, in the place of a user', () => {
  const literal = withServer({ secret: { value: 'literal', line: 6 } });
  expect(said(fileRefused, { ...literal, mode: 0o644 })).toEqual(['error refused 1']);
  // msmtp reads a file whose secret is elsewhere, whoever else may.
  expect(said(fileRefused, { mode: 0o644 })).toEqual([]);
  expect(said(fileRefused, { mode: 0o644, format: 'fetchmail' })).toEqual(['error refused 1']);
  expect(said(fileRefused, { mode: 0o644, format: 'aerc' })).toEqual(['error refused 1']);
  expect(said(fileRefused, { mode: 0o644, format: 'env' })).toEqual([]);
  expect(said(fileRefused, { ...literal, mode: 0o644 }, '/etc/msmtprc')).toEqual([]);
});

test.each([
  [settingOutdated, 'outdated', 'warning outdated 7'],
  [settingsContradict, 'contradiction', 'error contradiction 7'],
  [settingInvalid, 'invalid', 'error invalid 7'],
  [relayByMx, 'relay-by-mx', 'warning by-mx 7'],
] as const)('$id tells what the reader remarked', (rule, kind, finding) => {
  expect(said(rule as unknown as Rule<'file', string>, withRemark(kind))).toEqual([finding]);
});

test('lint/old-tls', () => {
  expect(said(oldTls, withServer({ oldTls: { value: 'TLSv1.0', line: 6 } }))).toEqual(['warning old 6']);
});

describe('lint/provider-condition', () => {
  const of = async (servers: readonly ConfiguredServer[]) =>
    said(providerCondition, { servers, provided: await providedIn({ servers }) });
  const at = (host: string, port: number, security: 'tls' | 'starttls', more: Partial<ConfiguredServer> = {}) =>
    of([
      serverOf({
        host: { value: host, line: 2 },
        port: { value: port, line: 3 },
        security: { value: security, line: 4 },
        ...more,
      }),
    ]);
  test('an app password is told once for all servers of a provider', async () => {
    expect(await at('smtp.gmail.com', 465, 'tls')).toEqual(['notice app-password 2']);
    const servers = [
      serverOf({ host: { value: 'smtp.gmail.com', line: 2 } }),
      serverOf({ type: 'imap', host: { value: 'imap.gmail.com', line: 9 }, port: { value: 993, line: 10 } }),
    ];
    expect(await of(servers)).toEqual(['notice app-password 2']);
  });
  test('a provider without passwords', async () => {
    const imap = { type: 'imap' } as const;
    expect(await at('outlook.office365.com', 993, 'tls', imap)).toEqual(['error token-only 2']);
    expect(await at('outlook.office365.com', 993, 'tls', { ...imap, login: { value: 'access-token' } })).toEqual([]);
  });
  test('another port than it names', async () => {
    expect(await at('smtp.gmail.com', 2525, 'starttls')).toEqual(['warning other-port 2', 'notice app-password 2']);
  });
  test('nothing is known of others', async () => {
    expect(await at('smtp.example.org', 2525, 'starttls')).toEqual([]);
  });
});

test('lint/no-server', () => {
  expect(said(noServer, { servers: [] })).toEqual(['warning none 1']);
  expect(said(noServer, { servers: [], ...withRemark('invalid') })).toEqual([]);
  expect(said(noServer, { servers: [], ...withRemark('program') })).toEqual(['notice program 7']);
  expect(said(noServer, withRemark('program'))).toEqual([]);
  // Postfix takes mail to the exchangers itself.
  expect(said(noServer, { format: 'postfix', servers: [] })).toEqual(['notice direct 1']);
  const { host: _, ...nameless } = serverOf({ line: 8 });
  expect(said(noServer, { servers: [nameless] })).toEqual(['notice nameless 8']);
});
