import { clientIds } from '../model/client-ids.ts';
import { defineCommand } from './command.ts';
import {
  foundServerOptions,
  labOption,
  loginOptions,
  networkOptions,
  outputOptions,
  serverOptions,
} from './shared-options.ts';

const said = /^--(?:no-input|no-color|quiet|verbose)\b/;

export const configure = defineCommand({
  name: 'configure',
  summary: 'set an account up: find its settings, prove them by logging in, and save a profile',
  about:
    'Asks as little as it can: looks for the settings at every source, says what the provider wants before a mail program may log in, logs in once at each server, offers what works where something does not, and saves a profile for all other commands. Whatever it asks can be given by options; with --no-input it asks nothing. No password is in the profile, only where it is.',
  argument: { name: 'address', summary: 'ann@example.org', required: false },
  options: [
    ...serverOptions,
    {
      flags: '--security <mode>',
      summary: 'TLS from the start, STARTTLS, or what suits the port; for servers that are named',
      group: 'Target',
      choices: ['tls', 'starttls', 'auto'],
      standard: 'auto',
    },
    { flags: '--no-login', summary: 'save what connecting shows, and log in nowhere', group: 'Target' },
    {
      flags: '--name <name>',
      summary: 'name of the profile',
      group: 'Target',
      standard: 'the first part of the domain',
    },
    {
      flags: '--config <file>',
      summary: 'file of profiles that it is saved in',
      group: 'Target',
      standard: 'mailcheck.yaml in ~/.config/mailcheck',
      env: 'MAILCHECK_CONFIG',
    },
    {
      flags: '--export <client>',
      summary: 'write the settings for this client as well (see: mailcheck export)',
      group: 'Target',
      list: true,
      choices: clientIds,
    },
    { flags: '--output <place>', summary: 'file or folder for --export', group: 'Target', standard: 'this folder' },
    { flags: '--force', summary: 'replace a profile or a file that is there', group: 'Target' },
    labOption,
    ...loginOptions.filter(({ flags }) => flags !== '--allow-insecure-auth'),
    ...foundServerOptions,
    ...networkOptions,
    ...outputOptions.filter(({ flags }) => said.test(flags)),
  ],
  examples: [
    { line: 'mailcheck configure', says: 'ask, find, prove, save' },
    { line: 'mailcheck configure ann@example.org', says: 'the same, without the first question' },
    {
      line: "mailcheck configure ann@example.org --password-command 'pass mail/ann' --no-input",
      says: 'without any question',
    },
    {
      line: 'mailcheck configure ann@example.org --imap imap.example.org --smtp smtp.example.org:587 --name work',
      says: 'with servers that you know',
    },
    { line: 'mailcheck configure ann@example.org --export neomutt --output ~/.config/neomutt/', says: 'and a client' },
    { line: 'mailcheck configure --lab healthy', says: 'see it work, without any network' },
  ],
  ceiling: 'authenticate',
  wishes: (argument, options) => ({
    what: argument,
    kind: 'server',
    protocols: ['imap', 'pop3', 'smtp'],
    ceiling: 'authenticate',
    servers: { imap: options.imap, pop3: options.pop3, smtp: options.smtp },
  }),
});
