import { chmodSync, chownSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StartedScenario, startScenario } from '../../src/lab/start.ts';
import type { Report } from '../../src/model/report.ts';
import { builtCommandLine } from './command-line.ts';
import { type InProcessOptions, inProcess } from './in-process.ts';

const built = builtCommandLine();
const { folder } = built;
const call = inProcess(built);
const host = 'mail.lab.test';
let lab: StartedScenario;

beforeAll(async () => {
  lab = await startScenario('healthy');
  writeFileSync(join(folder, 'ca.pem'), lab.network.roots?.pem.join('\n') ?? '');
  writeFileSync(join(folder, 'password'), `${lab.password.reveal()}\n`, { mode: 0o600 });
});
afterAll(() => lab.close());

const portOf = (protocol: string, security: string): string => {
  const found = lab.listeners.find((one) => one.protocol === protocol && one.security === security && one.port !== 25);
  return found?.at.split(':')[1] ?? '';
};

/** A profile of the lab's account, with these lines more. */
const account = (...more: string[]): string =>
  [
    '    user: ann@lab.test',
    `    incoming: [{ type: imap, host: ${host}, port: ${portOf('imap', 'tls')}, security: tls }]`,
    `    outgoing: [{ host: ${host}, port: ${portOf('smtp', 'starttls')}, security: starttls }]`,
    `    resolve: { ${host}: 127.0.0.1 }`,
    '    ca: ../ca.pem',
    `    resolver: ["${lab.listeners.find(({ protocol }) => protocol === 'dns')?.at}"]`,
    ...more.map((line) => `    ${line}`),
  ].join('\n');

/** A new folder with a file of profiles in it. */
function project(text: string, mode = 0o600): string {
  const path = mkdtempSync(join(folder, 'project-'));
  const file = join(path, 'mailcheck.yaml');
  writeFileSync(file, text);
  chmodSync(file, mode);
  return path;
}
const work = (...more: string[]): string => project(`profiles:\n  work:\n${account(...more)}\n`);

/** In a folder, as somebody who has no profiles of his own. */
const nobodyIn = (cwd: string, { env, ...more }: InProcessOptions = {}) => ({
  ...{ cwd, env: { XDG_CONFIG_HOME: join(folder, 'nobody'), ...env } },
  ...more,
});
const callIn = (cwd: string, args: readonly string[], options?: InProcessOptions) => call(args, nobodyIn(cwd, options));
/** As `callIn`, by the program itself. */
const builtIn = (cwd: string, args: readonly string[], options?: InProcessOptions) =>
  built.call(args, nobodyIn(cwd, options));
const parsed = (text: string): Report => JSON.parse(text) as Report;
const loginsIn = ({ evidence }: Report): readonly string[] =>
  evidence.flatMap(({ fact, subject, outcome }) =>
    fact === 'auth/login' && outcome.status === 'observed' && subject.kind === 'endpoint' ? [subject.protocol] : [],
  );

describe('a profile is what a run needs to know', () => {
  test('diagnose logs in at its servers, shows the file, and holds what it expects', async () => {
    const cwd = work('password: { file: ../password }', 'expect: { works: [imap, smtp] }');
    const ended = await builtIn(cwd, ['diagnose', '--profile', 'work', '--format', 'json', '--verbose']);
    expect(ended.code).toBe(0);
    const report = parsed(ended.stdout);
    expect(report.target).toMatchObject({
      user: 'ann@lab.test',
      credentials: 'password',
      profile: { name: 'work', file: join(cwd, 'mailcheck.yaml') },
      expect: { works: ['imap', 'smtp'] },
      servers: [
        { protocol: 'imap', host, port: Number(portOf('imap', 'tls')), security: 'tls' },
        { protocol: 'smtp', host, port: Number(portOf('smtp', 'starttls')), security: 'starttls' },
      ],
    });
    expect([...loginsIn(report)].sort()).toEqual(['imap', 'smtp']);
    expect(ended.stderr).toContain(`The profile work comes from ${join(cwd, 'mailcheck.yaml')}.`);
    expect(ended.stderr).toContain('mailcheck.yaml: profiles.work.password.file.');
  });

  test('a text report ends with the profile and its file', async () => {
    const cwd = work();
    const ended = await callIn(cwd, ['imap', '--profile', 'work', '--stop-after', 'greeting']);
    expect(ended.code).toBe(0);
    expect(ended.stdout.replace(/\s+/g, ' ')).toContain(`By the profile work of ${cwd}/mailcheck.yaml.`);
  });

  test.each([
    ['imap', 'imap'],
    ['smtp', 'smtp'],
  ])('%s takes the server of its protocol', async (command, protocol) => {
    const cwd = work('password: { file: ../password }');
    const ended = await callIn(cwd, [command, '--profile', 'work', '--format', 'json', '--fail-on', 'critical']);
    const report = parsed(ended.stdout);
    expect(report.target.servers.map((one) => one.protocol)).toEqual([protocol]);
    expect(loginsIn(report)).toEqual([protocol]);
  });

  test('tls looks at each of its servers and logs in nowhere', async () => {
    const cwd = work('password: { file: ../password }', 'expect: { works: [imap] }');
    const ended = await callIn(cwd, ['tls', '--profile', 'work', '--format', 'json']);
    expect(ended.code).toBe(0);
    const report = parsed(ended.stdout);
    expect(report.target).toMatchObject({ profile: { name: 'work' }, ceiling: 'connect' });
    expect(report.target).not.toHaveProperty('user');
    expect(report.target.servers.map(({ protocol, port }) => `${protocol} ${port}`)).toEqual([
      `imap ${portOf('imap', 'tls')}`,
      `smtp ${portOf('smtp', 'starttls')}`,
    ]);
    expect(loginsIn(report)).toEqual([]);
    expect(ended.stderr).not.toContain('password');
  });

  test('ports looks at every port of its hosts, and at those that it names', async () => {
    const ended = await callIn(work('deadline: 5s'), ['ports', '--profile', 'work', '--format', 'json']);
    const asked = parsed(ended.stdout).evidence.flatMap(({ fact, subject }) =>
      fact === 'net/connect' && subject.kind === 'endpoint' ? [subject.port] : [],
    );
    const named = [portOf('imap', 'tls'), portOf('smtp', 'starttls')].map(Number);
    expect(new Set(asked)).toEqual(new Set([25, 465, 587, 143, 993, 110, 995, 4190, ...named]));
  });

  test('discover asks about its address, from whatever source, and not at its servers', async () => {
    const ended = await callIn(work('address: ann@lab.test', 'deadline: 5s'), [
      'discover',
      '--profile',
      'work',
      '--guess',
      'never',
      '--format',
      'json',
      '--fail-on',
      'never',
    ]);
    expect(parsed(ended.stdout).target).toMatchObject({
      address: 'ann@lab.test',
      servers: [],
      profile: { name: 'work' },
    });
  });

  test('discover reads a file for its address', async () => {
    const cwd = work('address: ann@lab.test');
    const server = (type: string, tag: string) =>
      `<${tag} type="${type}"><hostname>mail.lab.test</hostname><port>993</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication></${tag}>`;
    writeFileSync(
      join(cwd, 'c.xml'),
      `<clientConfig version="1.1"><emailProvider id="lab.test"><domain>lab.test</domain>${server('imap', 'incomingServer')}</emailProvider></clientConfig>`,
    );
    const ended = await callIn(cwd, ['discover', '--profile', 'work', '--from', 'c.xml', '--format', 'json']);
    expect(JSON.parse(ended.stdout).incoming).toMatchObject([{ username: 'ann@lab.test' }]);
  });

  test.each(['tls', 'ports', 'discover'])('%s says what a profile lacks', async (command) => {
    const cwd = project('profiles: { work: { targets: [192.0.2.1] } }\n');
    const ended = await callIn(cwd, [command, '--profile', 'work']);
    expect(ended.code).toBe(2);
    const lacks = command === 'discover' ? 'neither an address nor a domain' : 'no servers';
    expect(ended.stderr).toContain(`--profile work: it names ${lacks}`);
    expect(ended.stderr).toContain(`mailcheck ${command} `);
  });

  test('folders logs in over IMAP', async () => {
    const cwd = work('password: { file: ../password }');
    const ended = await callIn(cwd, ['folders', '--profile', 'work', '--format', 'json']);
    expect(ended.code).toBe(0);
    expect(loginsIn(parsed(ended.stdout))).toEqual(['imap']);
  });

  test('a service that has to work and is not there is a finding', async () => {
    const cwd = work('expect: { works: [pop3] }');
    const ended = await callIn(cwd, ['diagnose', '--profile', 'work', '--format', 'json']);
    expect(ended.code).toBe(1);
    expect(parsed(ended.stdout).findings.map(({ rule }) => rule)).toContain('mail/service-not-working');
  });

  test('what is accepted does not fail, and is shown with its reason', async () => {
    const accept = (until: string) =>
      `expect: { works: [pop3], accept: [{ id: mail/service-not-working, reason: no POP3 here, until: ${until} }] }`;
    const args = ['diagnose', '--profile', 'work'];
    const known = await callIn(work(accept('2999-01-01')), args);
    expect(known.code).toBe(0);
    expect(known.stdout.replace(/\s+/g, ' ')).toContain(
      'has to work. (mail/service-not-working) Accepted until 2999-01-01: no POP3 here.',
    );
    const past = await callIn(work(accept('2020-01-01')), args);
    expect(past.code).toBe(1);
    expect(past.stdout.replace(/\s+/g, ' ')).toContain(
      'accepted mail/service-not-working until 2020-01-01; that day has passed',
    );
  });

  test('dns and blacklist take the domain, and what is theirs', async () => {
    const cwd = project(`profiles:
  work:
    address: ann@lab.test
    resolver: ["127.0.0.1:1"]
    deadline: 5s
    allowPrivate: true
    selector: [mail2026]
    sendingIp: [192.0.2.10]
  lists: { targets: [192.0.2.1, lab.test], role: mail-server, lists: [all], allowPrivate: true, resolver: ["127.0.0.1:1"], deadline: 1s }
`);
    const dns = await callIn(cwd, [
      'dns',
      '--profile',
      'work',
      '--no-connect',
      '--format',
      'json',
      '--fail-on',
      'never',
    ]);
    expect(parsed(dns.stdout).target).toMatchObject({
      domain: 'lab.test',
      records: { selectors: [{ selector: 'mail2026' }], sendingIps: ['192.0.2.10'] },
    });
    const lists = await callIn(cwd, ['blacklist', '--profile', 'lists', '--format', 'json', '--fail-on', 'never']);
    expect(parsed(lists.stdout).target.blacklist).toMatchObject({
      subjects: ['192.0.2.1', 'lab.test'],
      role: 'mail-server',
      lists: ['all'],
    });
    const told = await callIn(cwd, ['blacklist', '--profile', 'lists', '--fail-on', 'never']);
    expect(told.stdout.replace(/\s+/g, ' ')).toContain(`By the profile lists of ${cwd}/mailcheck.yaml.`);
    const own = await callIn(cwd, ['blacklist', '--profile', 'work', '--format', 'json', '--fail-on', 'never']);
    expect(parsed(own.stdout).target.blacklist?.subjects).toEqual(['lab.test']);
  });
});

describe('options come before the environment, and that before the profile', () => {
  const args = ['imap', '--profile', 'work', '--format', 'json', '--stop-after', 'greeting'];
  const timed = (stdout: string) => parsed(stdout).target;

  test.each<[string, readonly string[], Record<string, string>, string]>([
    ['the profile', [], {}, 'ann@lab.test'],
    ['the environment', [], { MAILCHECK_USER: 'bob' }, 'bob'],
    ['an option', ['--user', 'eve'], { MAILCHECK_USER: 'bob' }, 'eve'],
  ])('%s says who logs in', async (_, more, env, user) => {
    expect(timed((await callIn(work(), [...args, ...more], { env })).stdout).user).toBe(user);
  });

  test('a server that is named takes the place of those of its protocol', async () => {
    const named = ['--imap', `${host}:${portOf('imap', 'starttls')}`];
    const ended = await callIn(work(), [
      'diagnose',
      '--profile',
      'work',
      '--format',
      'json',
      '--fail-on',
      'never',
      ...named,
    ]);
    expect(parsed(ended.stdout).target.servers.map(({ protocol, port }) => `${protocol} ${port}`)).toEqual([
      `imap ${portOf('imap', 'starttls')}`,
      `smtp ${portOf('smtp', 'starttls')}`,
    ]);
    const one = await callIn(work(), ['imap', `${host}:${portOf('imap', 'starttls')}`, ...args.slice(1)]);
    expect(parsed(one.stdout).target.servers).toMatchObject([{ port: Number(portOf('imap', 'starttls')) }]);
  });

  test('an address family that is chosen takes the place of that of the profile', async () => {
    const ended = await callIn(work('family: 6'), [...args, '-4', '--fail-on', 'never']);
    expect(timed(ended.stdout).family).toBe(4);
  });

  test('a secret of the environment takes the place of that of the profile', async () => {
    const cwd = work('password: { file: /nonexistent }');
    const env = { MAILCHECK_PASSWORD: lab.password.reveal() };
    const ended = await callIn(cwd, ['imap', '--profile', 'work', '--format', 'json'], { env });
    expect(loginsIn(parsed(ended.stdout))).toEqual(['imap']);
  });

  test('--fail-on takes the place of failOn', async () => {
    const cwd = work('expect: { failOn: never, works: [pop3] }');
    const run = ['diagnose', '--profile', 'work', '--quiet'];
    expect((await callIn(cwd, run)).code).toBe(0);
    expect((await callIn(cwd, [...run, '--fail-on', 'error'])).code).toBe(1);
  });

  test('the environment may name the profile, and the file', async () => {
    const env = { MAILCHECK_PROFILE: 'work', MAILCHECK_CONFIG: join(work(), 'mailcheck.yaml') };
    const ended = await callIn(folder, ['imap', '--stop-after', 'greeting', '--quiet'], { env });
    expect(ended.code).toBe(0);
    const lab = await callIn(folder, ['imap', '--lab', 'healthy', '--quiet'], { env });
    expect(lab.stdout).toContain('Mail for mail.lab.test: healthy.');
  });
});

describe('where a profile stands', () => {
  const greets = ['imap', '--profile', 'work', '--stop-after', 'greeting', '--quiet'];

  test("the user's own file is found, whatever the folder is", async () => {
    const home = mkdtempSync(join(folder, 'home-'));
    mkdirSync(join(home, 'mailcheck'), { mode: 0o700 });
    writeFileSync(
      join(home, 'mailcheck/mailcheck.yaml'),
      `profiles:\n  work:\n${account()}\n`.replace('../ca', '../../ca'),
    );
    expect((await builtIn(folder, greets, { env: { XDG_CONFIG_HOME: home } })).code).toBe(0);
    const hidden = await callIn(work(), greets, { env: { XDG_CONFIG_HOME: home } });
    expect(hidden.code).toBe(2);
    expect(hidden.stderr).toContain(
      `--profile work: both mailcheck.yaml and ${home}/mailcheck/mailcheck.yaml have it.`,
    );
    expect(
      (await builtIn(work(), [...greets, '--config', 'mailcheck.yaml'], { env: { XDG_CONFIG_HOME: home } })).code,
    ).toBe(0);
  });

  test.each<[string, readonly string[], string, string]>([
    [
      'no file at all',
      ['--profile', 'work'],
      folder,
      '--profile work: there is no mailcheck.yaml in this folder, and no ',
    ],
    [
      'a file that is not there',
      ['--profile', 'work', '--config', 'x.yaml'],
      folder,
      '--config x.yaml: there is no such file.',
    ],
    ['a folder', ['--profile', 'work', '--config', '/tmp'], folder, '/tmp: this is not a regular file.'],
    ['a file without a profile', ['--config', 'x.yaml'], folder, '--config has no meaning without --profile.'],
    [
      'an unknown profile',
      ['--profile', 'wrk'],
      'work',
      '--profile wrk: there is none in mailcheck.yaml. Did you mean work?',
    ],
    [
      'the name of an object',
      ['--profile', 'constructor'],
      'work',
      '--profile constructor: there is none in mailcheck.yaml.',
    ],
    ['the lab', ['--profile', 'work', '--lab', 'healthy'], 'work', "cannot be used with option '--lab"],
    ['saved evidence', ['--profile', 'work', '--replay', 'x'], 'work', "cannot be used with option '--replay"],
  ])('%s is told', async (_, args, where, message) => {
    const ended = await callIn(where === 'work' ? work() : where, ['diagnose', ...args]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
  });

  test('what is wrong in it is told with file, line and key, and a secret is not repeated', async () => {
    const ended = await callIn(work('password: hunter2secret'), ['diagnose', '--profile', 'work']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(
      'mailcheck: mailcheck.yaml:9: profiles.work.password: a secret has no place in this file.',
    );
    expect(ended.stderr).toContain('{ env: NAME }');
    expect(ended.stderr).not.toContain('hunter2');
  });

  test.each([0o622, 0o666, 0o620])('with mode %o it is refused, because others can write it', async (mode) => {
    const ended = await callIn(project(`profiles:\n  work:\n${account()}\n`, mode), greets);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(`mailcheck.yaml: others can write it (mode 0${mode.toString(8)})`);
    expect(ended.stderr).toContain('chmod go-w mailcheck.yaml');
  });

  test.skipIf(process.getuid?.() !== 0)('of somebody else it is refused', async () => {
    const cwd = work();
    chownSync(join(cwd, 'mailcheck.yaml'), 12_345, 12_345);
    const ended = await callIn(cwd, greets);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('it belongs to somebody else');
  });
});

describe('what contradicts the profile, or is missing in it, is told', () => {
  test.each<[string, readonly string[], string, string]>([
    ['another address', ['diagnose', 'bob@lab.test'], 'address: ann@lab.test', 'the profile is about ann@lab.test.'],
    ['another domain', ['dns', 'bob@example.org'], 'domain: lab.test', 'the profile is about lab.test.'],
    ['no server', ['pop3'], 'user: ann', '--profile work: it names no POP3 server (mailcheck.yaml).'],
    ['no address', ['diagnose'], 'user: ann', 'it names neither an address nor a server'],
    ['no domain', ['dns'], 'user: ann', 'it names neither an address nor a domain'],
    ['no targets', ['blacklist'], 'user: ann', 'it names no targets, and no domain'],
    ['nobody who logs in', ['imap', 'a.test'], 'password: { env: X }', 'password.env: nobody is named who logs in.'],
    [
      'no variable',
      ['imap', 'a.test', '--user', 'a'],
      'password: { env: MY_PASSWORD }',
      'password.env: the variable MY_PASSWORD is not set.',
    ],
    ['no file', ['imap', 'a.test', '--user', 'a'], 'password: { file: nothing }', '/nothing: there is no such file.'],
    [
      'no program',
      ['imap', 'a.test', '--user', 'a'],
      'password: { command: ./nothing }',
      'password.command: "./nothing" was not found.',
    ],
  ])('%s', async (_, args, line, message) => {
    const ended = await callIn(project(`profiles:\n  work:\n    ${line}\n`), [...args, '--profile', 'work']);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
  });
});

describe('secrets of a profile', () => {
  const logsIn = async (cwd: string, options: InProcessOptions = {}) => {
    const ended = await callIn(cwd, ['imap', '--profile', 'work', '--format', 'json', '--verbose'], options);
    expect(ended.stdout + ended.stderr).not.toContain(lab.password.reveal());
    return ended.code === 0 || ended.code === 1 ? loginsIn(parsed(ended.stdout)) : ended.stderr;
  };
  /** A program in the folder. */
  const program = (cwd: string, name: string, ...lines: string[]) =>
    writeFileSync(join(cwd, name), ['#!/bin/sh', ...lines, ''].join('\n'), { mode: 0o700 });

  test('a program of its folder, whichever folder it is called from', async () => {
    const cwd = work('password: { command: [./secret, "a b"] }');
    program(cwd, 'secret', '[ "$1" = "a b" ] && head -n1 ../password');
    const ended = await builtIn(folder, [
      'imap',
      '--profile',
      'work',
      '--config',
      join(cwd, 'mailcheck.yaml'),
      '--format',
      'json',
    ]);
    expect(loginsIn(parsed(ended.stdout))).toEqual(['imap']);
  });

  test('a command line, split into words and run by no shell', async () => {
    const cwd = work(`password: { command: "./secret 'a b' $HOME;id" }`);
    program(cwd, 'secret', '[ "$1$2" = "a b\\$HOME;id" ] && head -n1 ../password');
    expect(await logsIn(cwd)).toEqual(['imap']);
  });

  test('a file in the folder of the user', async () => {
    expect(await logsIn(work('password: { file: ~/password }'), { env: { HOME: folder } })).toEqual(['imap']);
  });

  test('a variable', async () => {
    expect(
      await logsIn(work('password: { env: MY_PASSWORD }'), { env: { MY_PASSWORD: lab.password.reveal() } }),
    ).toEqual(['imap']);
  });

  test('the keyring, by secret-tool', async () => {
    const cwd = work('password: { keyring: { service: mailcheck, account: ann } }');
    program(cwd, 'secret-tool', '[ "$*" = "lookup service mailcheck account ann" ] || exit 1', 'cat ../password');
    const env = { PATH: `${cwd}:${process.env.PATH}` };
    expect(await logsIn(cwd, { env })).toEqual(['imap']);
    const other = work('password: { keyring: { service: mailcheck } }');
    const stderr = await logsIn(other, { env });
    expect(stderr).toContain('the keyring gave nothing for mailcheck ("secret-tool" ended with exit code 1).');
    expect(stderr).toContain('secret-tool store --label=mailcheck service mailcheck');
  });

  test('no secret-tool is told', async () => {
    const cwd = work('password: { keyring: { service: mailcheck } }');
    const stderr = await logsIn(cwd, { env: { PATH: cwd } });
    expect(stderr).toContain('password.keyring: "secret-tool" was not found.');
    expect(stderr).toContain('Install libsecret-tools');
  });
});
