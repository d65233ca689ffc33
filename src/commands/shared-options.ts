import { severities } from '../model/finding.ts';
import { type StopStage, stopStages } from '../model/target.ts';
import type { OptionData } from './command.ts';
import { failOnLevels, parseOutput, parsePin, parseTime } from './values.ts';

export const profileOptions: readonly OptionData[] = [
  {
    flags: '--profile <name>',
    summary: 'take the account and what is expected of it from a saved profile',
    group: 'Target',
    conflicts: ['lab', 'replay'],
    env: 'MAILCHECK_PROFILE',
  },
  {
    flags: '--config <file>',
    summary: 'file of profiles',
    group: 'Target',
    standard: 'mailcheck.yaml in this folder, or in ~/.config/mailcheck',
    env: 'MAILCHECK_CONFIG',
  },
];

export const serverOptions: readonly OptionData[] = [
  { flags: '--imap <server>', summary: 'IMAP server, HOST or HOST:PORT', group: 'Target', list: true },
  { flags: '--pop3 <server>', summary: 'POP3 server, HOST or HOST:PORT', group: 'Target', list: true },
  { flags: '--smtp <server>', summary: 'SMTP server for sending, HOST or HOST:PORT', group: 'Target', list: true },
];

export const securityOption: OptionData = {
  flags: '--security <mode>',
  summary: 'TLS from the start, STARTTLS, plain text, or what suits the port',
  group: 'Target',
  choices: ['tls', 'starttls', 'none', 'auto'],
  standard: 'auto',
};

export const symptomOption: OptionData = {
  flags: '--symptom <what>',
  summary: 'what does not work; narrows the search',
  group: 'Target',
  choices: ['send', 'receive', 'sync'],
};

export const labOption: OptionData = {
  flags: '--lab <scenario>',
  summary: 'ask the embedded mail world instead of the real one (see: mailcheck lab --list)',
  group: 'Target',
  conflicts: ['resolver', 'replay', 'ca', 'resolve'],
};

export const stopAfterOption = (last: StopStage): OptionData => ({
  flags: '--stop-after <stage>',
  summary: 'go no further than this stage',
  group: 'Target',
  choices: stopStages.slice(0, stopStages.indexOf(last) + 1),
});

export const envelopeOptions: readonly OptionData[] = [
  { flags: '--from <address>', summary: "sender of the trial; '' is the empty sender", group: 'Target' },
  { flags: '--to <address>', summary: 'recipient of the trial; nothing is sent', group: 'Target', list: true },
  { flags: '--send', summary: 'deliver a test message to --to', group: 'Target', conflicts: ['stopAfter', 'replay'] },
  { flags: '--subject <text>', summary: 'subject of the test message', group: 'Target' },
];

export const userOption: OptionData = {
  flags: '--user <name>',
  summary: 'user name that logs in',
  group: 'Login',
  env: 'MAILCHECK_USER',
};

const secretSources = (name: 'password' | 'access-token', variable: string): readonly OptionData[] => {
  const what = name === 'password' ? 'password' : 'access token';
  return [
    { flags: `--${name}-stdin`, summary: `read the ${what} from standard input`, group: 'Login' },
    { flags: `--${name}-fd <number>`, summary: 'read it from a descriptor that the caller has opened', group: 'Login' },
    { flags: `--${name}-file <file>`, summary: `read it from a file that only you can read`, group: 'Login' },
    { flags: `--${name}-command <command>`, summary: 'take the first line that a command prints', group: 'Login' },
    {
      flags: `--${name}-keyring <service/account>`,
      summary: 'ask the keyring of the desktop (secret-tool, or security on macOS)',
      group: 'Login',
    },
    {
      flags: `--${name}-env <name>`,
      summary: 'read it from an environment variable',
      group: 'Login',
      standard: variable,
    },
  ];
};

export const loginOptions: readonly OptionData[] = [
  userOption,
  ...secretSources('password', 'MAILCHECK_PASSWORD'),
  ...secretSources('access-token', 'MAILCHECK_ACCESS_TOKEN'),
  {
    flags: '--mechanism <name>',
    summary: 'log in with this SASL mechanism',
    group: 'Login',
    env: 'MAILCHECK_MECHANISM',
  },
  {
    flags: '--allow-insecure-auth',
    summary:
      'send the password even in plain text or to a server that is not verified: to this machine, or a confirmed host',
    group: 'Login',
  },
  {
    flags: '--confirm-host <host>',
    summary: 'log in at this server although it was found, not named; and unprotected with --allow-insecure-auth',
    group: 'Login',
    list: true,
  },
];

export const foundServerOptions: readonly OptionData[] = [
  {
    flags: '--login-found',
    summary: "log in as well at servers found inside the address's own domain",
    group: 'Login',
  },
];

export const networkOptions: readonly OptionData[] = [
  {
    flags: '--timeout <time>',
    summary: 'longest wait for one answer',
    group: 'Network',
    parse: parseTime,
    standard: '10s to connect, 30s for a reply',
    env: 'MAILCHECK_TIMEOUT',
  },
  {
    flags: '--deadline <time>',
    summary: 'longest time for everything',
    group: 'Network',
    parse: parseTime,
    standard: '60s',
    env: 'MAILCHECK_DEADLINE',
  },
  {
    flags: '--resolver <address>',
    summary: 'ask this DNS server: IP, IP:PORT, tcp://IP, tls://IP#NAME or https://HOST/PATH',
    group: 'Network',
    list: true,
    env: 'MAILCHECK_RESOLVER',
  },
  {
    flags: '--resolve <host=address>',
    summary: 'use this address for a host, before its DNS changes',
    group: 'Network',
    list: true,
    parse: parsePin,
  },
  { flags: '-4, --ipv4', summary: 'IPv4 only', group: 'Network', conflicts: ['ipv6'] },
  { flags: '-6, --ipv6', summary: 'IPv6 only', group: 'Network' },
  {
    flags: '--ca <file>',
    summary: 'trust the authorities in this PEM file as well',
    group: 'Network',
    env: 'MAILCHECK_CA',
  },
  {
    flags: '--allow-private',
    summary:
      'ask block lists about private and loopback addresses too, and the web and servers that were found at such',
    group: 'Network',
  },
  {
    flags: '--control <host>',
    summary: 'host that is known to serve port 25, to ask before the port is called blocked',
    group: 'Network',
    list: true,
    env: 'MAILCHECK_CONTROL',
  },
];

export const colorOption: OptionData = { flags: '--no-color', summary: 'no colours', group: 'Output' };

export const outputOptions: readonly OptionData[] = [
  {
    flags: '--format <format>',
    summary: 'text, json or ndjson; json=FILE writes a file, may be repeated',
    group: 'Output',
    list: true,
    parse: parseOutput,
    standard: 'text',
    env: 'MAILCHECK_FORMAT',
  },
  {
    flags: '--fail-on <severity>',
    summary: 'exit with 1 for findings from this severity on',
    group: 'Output',
    choices: failOnLevels,
    standard: severities[1],
    env: 'MAILCHECK_FAIL_ON',
  },
  { flags: '--transcript', summary: 'show every line that was said', group: 'Output' },
  { flags: '--redact-user', summary: 'show the user name and the addresses nowhere', group: 'Output' },
  { flags: '--save <file>', summary: 'keep the evidence, to be judged again', group: 'Output', conflicts: ['replay'] },
  { flags: '--replay <file>', summary: 'judge saved evidence instead of asking', group: 'Output' },
  { flags: '--no-input', summary: 'never ask anything', group: 'Output', env: 'MAILCHECK_NO_INPUT' },
  colorOption,
  { flags: '--quiet', summary: 'one line only: the verdict', group: 'Output', conflicts: ['verbose', 'transcript'] },
  { flags: '--verbose', summary: 'say more: every fact, and where settings came from', group: 'Output' },
];

/** What a command about one server has: `own` stands between where it looks and how it logs in. */
export const oneServerOptions = (last: StopStage, own: readonly OptionData[] = []): readonly OptionData[] => [
  ...profileOptions,
  securityOption,
  stopAfterOption(last),
  labOption,
  ...own,
  ...loginOptions,
  ...networkOptions,
  ...outputOptions,
];
