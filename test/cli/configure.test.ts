import { createSocket } from 'node:dgram';
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StartedScenario, startScenario } from '../../src/lab/start.ts';
import { type Answer, atTerminal, hasTerminals, keys } from './at-terminal.ts';
import { builtCommandLine } from './command-line.ts';
import { type InProcessOptions, inProcess } from './in-process.ts';

const built = builtCommandLine();
const { bin, folder } = built;
const call = inProcess(built);
const host = 'mail.lab.test';
let lab: StartedScenario;
let secret: string;

beforeAll(async () => {
  lab = await startScenario('healthy');
  secret = lab.password.reveal();
  writeFileSync(join(folder, 'ca.pem'), lab.network.roots?.pem.join('\n') ?? '');
  writeFileSync(join(folder, 'password'), `${secret}\n`, { mode: 0o600 });
});
afterAll(() => lab.close());

const portOf = (protocol: string, security: string): string => {
  const found = lab.listeners.find((one) => one.protocol === protocol && one.security === security && one.port !== 25);
  return found?.at.split(':')[1] ?? '';
};
const dns = () => lab.listeners.find(({ protocol }) => protocol === 'dns')?.at ?? '';
/** How the lab is reached from outside of the program. */
const network = () => [
  '--resolve',
  `${host}=127.0.0.1`,
  '--resolver',
  dns(),
  '--ca',
  join(folder, 'ca.pem'),
  '--timeout',
  '5s',
];
const servers = () => [
  '--imap',
  `${host}:${portOf('imap', 'tls')}`,
  '--smtp',
  `${host}:${portOf('smtp', 'tls')}`,
  '--security',
  'tls',
];
/** A file of profiles that is not there yet. */
const newFile = () => join(mkdtempSync(join(folder, 'home-')), 'mailcheck.yaml');
const configure = (args: readonly string[], options?: InProcessOptions) => call(['configure', ...args], options);

describe('configure without anybody to ask', () => {
  test('says all that is missing at once', async () => {
    const ended = await built.call(['configure', '--no-input']);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('nobody can be asked here, and this is missing:');
    expect(ended.stderr).toContain('- the address: mailcheck configure ann@example.org');
    expect(ended.stderr).toContain('- where the password is: --password-command');
  });

  test('says which servers it needs a word on', async () => {
    const ended = await configure(['ann@nowhere.example', '--no-login', '--resolver', dns(), '--config', newFile()]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('- the incoming server, which was not found: --imap HOST or --pop3 HOST');
    expect(ended.stderr).toContain('- the outgoing server, which was not found: --smtp HOST');
  });

  test('finds, proves and shows the account of the lab', async () => {
    const ended = await configure(['--lab', 'healthy']);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain('Found for ann@lab.test:');
    expect(ended.stderr).toMatch(/named by .*SRV records; it answers, TLSv1\.\d and the certificate fit/);
    expect(ended.stderr).toContain('Incoming   IMAP mail.lab.test:993, SSL/TLS: login works');
    expect(ended.stdout).toContain('- { type: imap, host: mail.lab.test, port: 993, security: tls }');
  });

  test('saves a profile that works', async () => {
    const config = newFile();
    const args = [
      'ann@lab.test',
      ...servers(),
      ...network(),
      '--password-file',
      join(folder, 'password'),
      '--config',
      config,
    ];
    const ended = await built.call(['configure', ...args]);
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stdout).toContain(`Saved: the profile lab in ${config}`);
    expect(ended.stdout).toContain(`Check      mailcheck diagnose --profile lab --config ${config}`);
    expect(statSync(config).mode & 0o777).toBe(0o600);
    const text = readFileSync(config, 'utf8');
    expect(text).toContain(`password: { file: ${join(folder, 'password')} }`);
    expect(text).not.toContain(secret);
    const checked = await call(['imap', '--profile', 'lab', '--config', config, '--quiet']);
    expect(checked.stdout).toContain('healthy');

    const again = await configure(args);
    expect(again).toMatchObject({ code: 2, stdout: '' });
    expect(again.stderr).toContain('there is a profile lab already.');
    const other = await configure([...args, '--name', 'other', '--no-login']);
    expect(other.code, other.stderr).toBe(0);
    expect((await configure([...args, '--force', '--quiet'])).code).toBe(0);
    expect(readFileSync(config, 'utf8').match(/^ {2}\w+:$/gm)).toEqual(['  lab:', '  other:']);
  });

  test('saves nothing of what a server refuses', async () => {
    const config = newFile();
    const args = ['ann@lab.test', ...servers(), ...network(), '--password-env', 'WRONG', '--config', config];
    const ended = await configure(args, { env: { WRONG: 'not-the-password' } });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('login refused');
    // The same password is not tried at the other server.
    expect(ended.stderr).not.toContain('Outgoing');
    expect(ended.stderr).toContain('Nothing was saved: the account was not proved.');
    expect(ended.stdout).toContain('Mail for mail.lab.test');
    expect(existsSync(config)).toBe(false);
  });

  test.each([
    [
      'a file that is not in order',
      'profiles:\n  work: { usr: ann }\n',
      'profiles.work.usr: there is no such key; did you mean user?',
    ],
    ['a taken name', 'profiles: { lab: {} }\n', 'there is a profile lab already.'],
  ])('tells %s before anybody is connected to', async (_, text, message) => {
    const config = newFile();
    writeFileSync(config, text, { mode: 0o600 });
    const ended = await configure([
      'ann@lab.test',
      ...servers(),
      '--resolver',
      '127.0.0.1:1',
      '--no-login',
      '--config',
      config,
    ]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
    expect(readFileSync(config, 'utf8')).toBe(text);
  });

  test('writes for a client as well', async () => {
    const config = newFile();
    const place = mkdtempSync(join(folder, 'client-'));
    const ended = await configure([
      ...['ann@lab.test', ...servers(), ...network(), '--password-command', `cat ${join(folder, 'password')}`],
      ...['--config', config, '--export', 'msmtp', '--export', 'mbsync', '--output', place],
    ]);
    expect(ended.code, ended.stderr).toBe(0);
    expect(readFileSync(join(place, 'msmtprc'), 'utf8')).toContain(`passwordeval "cat ${join(folder, 'password')}"`);
    expect(readFileSync(join(place, 'mbsyncrc'), 'utf8')).toContain(`Host ${host}`);
  });

  test('saves no profile where a file for a client is in the way', async () => {
    const config = newFile();
    const place = mkdtempSync(join(folder, 'taken-'));
    writeFileSync(join(place, 'msmtprc'), '# mine\n');
    const ended = await configure([
      ...['ann@lab.test', ...servers(), ...network(), '--no-login'],
      ...['--config', config, '--export', 'msmtp', '--output', place],
    ]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('msmtprc: there is a file already.');
    expect(existsSync(config)).toBe(false);
    expect(readFileSync(join(place, 'msmtprc'), 'utf8')).toBe('# mine\n');
  });

  test.each([
    ['a domain', ['example.org', '--no-login'], '"example.org" is not a mail address.'],
    ['a word', ['ann', '--no-login'], '"ann" is not a mail address.'],
    [
      'a place for nothing',
      ['ann@example.org', '--no-login', '--output', './'],
      '--output has no meaning without --export.',
    ],
    [
      'one file for two clients',
      ['ann@example.org', '--no-login', '--export', 'msmtp', '--export', 'mbsync', '--output', 'both'],
      '--output both: several files do not go into one.',
    ],
    [
      'a name that is none',
      ['ann@example.org', '--no-login', '--name', 'a b'],
      '--name: this is not the name of a profile.',
    ],
    ['an unknown client', ['ann@example.org', '--export', 'outlok'], 'Choices are thunderbird, apple'],
  ])('refuses %s', async (_, args, message) => {
    const ended = await configure([...args, '--config', newFile(), '--resolver', '127.0.0.1:1']);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
  });
});

describe.skipIf(!hasTerminals)('configure at a terminal', () => {
  const typed = (args: readonly string[], answers: readonly Answer[], env?: Record<string, string>) =>
    atTerminal(bin, ['configure', ...args].join(' '), answers, env);
  const toEnd: readonly Answer[] = [
    ['Name of the profile', keys.enter],
    ['Write the settings for a mail program?', keys.enter],
  ];

  test('asks for address, password, place and name, proves them, and saves', async () => {
    const config = newFile();
    const { code, screen } = await typed(
      [...servers(), ...network(), '--config', config],
      [
        ['Mail address', `ann@lab.test${keys.enter}`],
        ['Password of ann@lab.test', `${secret}${keys.enter}`],
        ['Where do later runs get the password from?', `${keys.down}${keys.down}${keys.down}${keys.enter}`],
        ['File', `${join(folder, 'password')}${keys.enter}`],
        ...toEnd,
      ],
    );
    expect(code, screen).toBe(0);
    expect(screen).not.toContain(secret);
    expect(screen).toContain('login works');
    expect(readFileSync(config, 'utf8')).toContain(`password: { file: ${join(folder, 'password')} }`);
    expect(readFileSync(config, 'utf8')).not.toContain(secret);
  });

  test('asks again for a password that is refused, and for one that a file does not hold', async () => {
    const config = newFile();
    const wrong = join(folder, 'wrong');
    writeFileSync(wrong, 'another', { mode: 0o600 });
    const { code, screen } = await typed(
      ['ann@lab.test', ...servers(), ...network(), '--config', config, '--name', 'mine'],
      [
        ['Password of ann@lab.test', `not-the-password${keys.enter}`],
        ['What now?', keys.enter],
        ['Password of ann@lab.test', `${secret}${keys.enter}`],
        ['Where do later runs get the password from?', `${keys.down}${keys.down}${keys.down}${keys.enter}`],
        ['File', `${wrong}${keys.enter}`],
        ['the file gives another password.', keys.enter],
        ['Write the settings for a mail program?', keys.enter],
      ],
    );
    expect(code, screen).toBe(0);
    expect(screen).toContain('login refused');
    expect(readFileSync(config, 'utf8')).toContain('  mine:');
    expect(readFileSync(config, 'utf8')).not.toContain('password');
  });

  test('offers the port that works in place of the one that does not', async () => {
    const config = newFile();
    const { code, screen } = await typed(
      ['--lab', 'healthy', '--imap', `${host}:994`, '--config', config],
      [['Use these servers?', keys.enter], ['What now?', keys.enter], ...toEnd],
    );
    expect(code, screen).toBe(0);
    expect(screen).toContain('does not work');
    expect(screen).toContain('use IMAP mail.lab.test:993, SSL/TLS, which works');
    expect(readFileSync(config, 'utf8')).toContain('{ type: imap, host: mail.lab.test, port: 993, security: tls }');
  });

  test('says what the provider wants before it asks for a password', async () => {
    const { code, screen } = await typed(
      ['ann@gmail.com', '--resolver', dns(), '--timeout', '2s', '--config', newFile()],
      [['Incoming mail', keys.ctrlC]],
    );
    expect(code).toBe(130);
    expect(screen).toContain('What Gmail and Google Workspace wants:');
    expect(screen).toContain('- Page: https://support.google.com/');
    expect(screen).not.toContain('Password');
  });

  test('says it of servers that are named as well, and asks for what that provider gives out', async () => {
    const { code, screen } = await typed(
      ['ann@example.org', '--imap', 'imap.gmail.com', '--smtp', 'smtp.gmail.com', '--config', newFile()],
      [['App password of ann@example.org', keys.ctrlC]],
    );
    expect(code).toBe(130);
    expect(screen).toContain('What Gmail and Google Workspace wants:');
    expect(screen).toContain('Nothing was saved.');
  });

  test.each([
    ['oauth-required', 'log in by an OAuth 2.0 access token', 'Command that prints an access token'],
    ['app-password-required', 'type an app password', 'App password of ann@lab.test'],
  ])('offers what helps against the refusal of %s', async (scenario, choice, question) => {
    const { code, screen } = await typed(
      ['--lab', scenario],
      [
        ['Use these servers?', keys.enter],
        [choice, keys.enter],
        [question, keys.ctrlC],
      ],
    );
    expect([code, screen.includes(question)], screen).toEqual([130, true]);
  });

  test('asks for another token where one is refused', async () => {
    const { code, screen } = await typed(
      ['--lab', 'oauth-required'],
      [
        ['Use these servers?', keys.enter],
        ['log in by an OAuth 2.0 access token', keys.enter],
        ['Command that prints an access token', `echo stale${keys.enter}`],
        ['give another access token', keys.ctrlC],
      ],
    );
    expect(code, screen).toBe(130);
    expect(screen).toContain('give another access token');
  });

  test('asks nothing any more when the search is stopped', async () => {
    const silent = createSocket('udp4');
    await new Promise<void>((done) => silent.bind(0, '127.0.0.1', done));
    const { port } = silent.address();
    const { code, screen } = await typed(
      ['ann@example.org', '--resolver', `127.0.0.1:${port}`, '--config', newFile()],
      [['example.org', keys.ctrlC]],
    );
    silent.close();
    expect(code).toBe(130);
    expect(screen).toContain('Nothing was saved.');
    expect(screen).not.toContain('Found for');
    expect(screen).not.toContain('Incoming mail');
  });

  test('asks for another place where a file cannot be written', async () => {
    const config = newFile();
    const place = mkdtempSync(join(folder, 'place-'));
    const { code, screen } = await typed(
      ['ann@lab.test', ...servers(), ...network(), '--no-login', '--config', config, '--name', 'mine'],
      [
        ['Write the settings for a mail program?', `${keys.down}${keys.down}${keys.down}${keys.down}${keys.enter}`],
        ['Into which file or folder?', `/nonexistent/x${keys.enter}`],
        ['there is no such folder.', `${place}/${keys.enter}`],
      ],
    );
    expect(code, screen).toBe(0);
    expect(readFileSync(join(place, 'msmtprc'), 'utf8')).toContain(host);
  });

  test('leaves a profile of the same name alone until somebody says yes', async () => {
    const config = newFile();
    writeFileSync(config, '# mine\nprofiles:\n  lab: { user: bob }\n', { mode: 0o600 });
    const args = ['ann@lab.test', ...servers(), ...network(), '--no-login', '--config', config];
    const refused = await typed(args, [
      ['Name of the profile', keys.enter],
      ['There is a profile lab already. Replace it?', `n${keys.enter}`],
      ['Name of the profile', keys.ctrlC],
    ]);
    expect(refused.code).toBe(130);
    expect(readFileSync(config, 'utf8')).toContain('bob');
    const replaced = await typed(args, [
      ['Name of the profile', keys.enter],
      ['There is a profile lab already. Replace it?', `y${keys.enter}`],
      ['Write the settings for a mail program?', keys.enter],
    ]);
    expect(replaced.code, replaced.screen).toBe(0);
    expect(readFileSync(config, 'utf8')).toMatch(/^# mine\n/);
    expect(readFileSync(config, 'utf8')).not.toContain('bob');
  });
});
