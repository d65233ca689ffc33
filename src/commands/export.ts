import { clientIds } from '../model/client-ids.ts';
import { defineCommand } from './command.ts';
import {
  labOption,
  networkOptions,
  outputOptions,
  profileOptions,
  serverOptions,
  userOption,
} from './shared-options.ts';

const said = /^--(?:fail-on|no-input|no-color|quiet|verbose)\b/;

export const exportSettings = defineCommand({
  name: 'export',
  summary: 'write proved settings for a mail client, a framework or the zone of a domain',
  about:
    'Looks for the servers where none is named, connects to them, and writes only what was proved: TLS with a verified certificate, required where the client can require it. Nobody logs in, and no password is ever in a file: it names a command or a variable. Files are written whole, and never over another one without --force.',
  argument: { name: 'client', summary: clientIds.join(', '), required: true },
  options: [
    { flags: '--address <address>', summary: 'the mail address of the account', group: 'Target' },
    ...serverOptions,
    {
      flags: '--security <mode>',
      summary: 'TLS from the start, STARTTLS, or what suits the port and is proved first',
      group: 'Target',
      choices: ['tls', 'starttls', 'auto'],
      standard: 'auto',
    },
    {
      flags: '--name <name>',
      summary: 'what the account is called in the file',
      group: 'Target',
      standard: 'the first part of the domain',
    },
    {
      flags: '--password-command <command>',
      summary: 'what the file names as the command that prints the password; it is not run',
      group: 'Target',
      conflicts: ['passwordEnv', 'accessTokenCommand', 'accessTokenEnv'],
    },
    {
      flags: '--password-env <name>',
      summary: 'what the file names as the variable that holds the password; it is not read',
      group: 'Target',
      conflicts: ['accessTokenCommand', 'accessTokenEnv'],
    },
    {
      flags: '--access-token-command <command>',
      summary: 'the same for an access token (OAuth 2.0)',
      group: 'Target',
      conflicts: ['accessTokenEnv'],
    },
    { flags: '--access-token-env <name>', summary: 'the same for an access token (OAuth 2.0)', group: 'Target' },
    { flags: '--no-probe', summary: 'connect to no server; the file says that nothing was proved', group: 'Target' },
    {
      flags: '--output <place>',
      summary: 'a file, a folder, or - for standard output',
      group: 'Target',
      standard: '-',
    },
    { flags: '--force', summary: 'replace a file that is there', group: 'Target' },
    {
      flags: '--confirm-host <host>',
      summary: 'take this server although it was found by hearsay',
      group: 'Target',
      list: true,
    },
    ...profileOptions,
    labOption,
    userOption,
    ...networkOptions,
    ...outputOptions.filter(({ flags }) => said.test(flags)),
  ],
  examples: [
    { line: 'mailcheck export msmtp --address ann@example.org', says: 'find the servers, prove them, write the file' },
    {
      line: 'mailcheck export msmtp --address ann@example.org --smtp smtp.example.org --output ~/.msmtprc',
      says: 'prove the server and write the file',
    },
    {
      line: 'mailcheck export thunderbird --address ann@example.org --imap imap.example.org --smtp smtp.example.org',
      says: 'an autoconfig file to publish',
    },
    {
      line: "mailcheck export mbsync --address ann@example.org --imap imap.example.org --password-command 'pass mail/ann'",
      says: 'name the command that prints the password',
    },
    {
      line: 'mailcheck export dns --address ann@example.org --imap imap.example.org --smtp smtp.example.org:587 > zone',
      says: 'SRV and other records by which clients find the servers',
    },
    { line: 'mailcheck export neomutt --profile work', says: 'with the servers of a saved profile' },
    { line: 'mailcheck export neomutt --lab healthy', says: 'see it work, without any network' },
  ],
  ceiling: 'connect',
  wishes: (_, options) => ({
    what: undefined,
    kind: 'server',
    protocols: ['imap', 'pop3', 'smtp'],
    ceiling: 'connect',
    stopAfter: 'capabilities',
    servers: { imap: options.imap, pop3: options.pop3, smtp: options.smtp },
  }),
});
