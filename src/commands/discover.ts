import { guessings, settingsRun } from '../model/target.ts';
import { defineCommand, type OptionData } from './command.ts';
import { labOption, networkOptions, outputOptions, profileOptions } from './shared-options.ts';

const online = [
  'lab',
  'replay',
  'save',
  'transcript',
  'quiet',
  'verbose',
  'guess',
  'http',
  'plaintext',
  'allowRedirect',
];

const sourceOptions: readonly OptionData[] = [
  {
    flags: '--from <file>',
    summary:
      'read this file (- for standard input) instead of asking: autoconfig XML, PACC JSON or an answer of Autodiscover',
    group: 'Target',
    conflicts: online,
  },
  { flags: '--address <address>', summary: 'the same as the argument', group: 'Target' },
  {
    flags: '--guess <when>',
    summary: 'connect to the usual names below the domain',
    group: 'Target',
    choices: guessings,
    standard: 'auto: where no better source names a server',
  },
  {
    flags: '--http',
    summary: 'look at what is published over plain HTTP, too; it is told, and never trusted',
    group: 'Target',
  },
  {
    flags: '--plaintext',
    summary: 'offer servers without TLS, too: everybody on the way can read the password',
    group: 'Target',
  },
  {
    flags: '--allow-redirect <host>',
    summary: 'follow redirects to this host of another site',
    group: 'Target',
    list: true,
  },
];

export const discover = defineCommand({
  name: 'discover',
  summary: 'find the mail settings of an address or domain, show who says what, and try every server',
  about:
    'Asks every source at once: the table that mailcheck brings along, PACC, autoconfig, the Thunderbird database, SRV records, the mail exchanger, Autodiscover, and the usual names. Connects to each server that is named, with TLS, and nobody logs in. The sources learn the domain; the domain’s own servers learn the address. For an administrator it is a check of what the domain publishes. With --from it reads a file instead, and asks nobody.',
  argument: { name: 'address', summary: 'ann@example.org, or a domain', required: false },
  options: [...profileOptions, ...sourceOptions, labOption, ...networkOptions, ...outputOptions],
  examples: [
    { line: 'mailcheck discover ann@example.org', says: 'what to type into a mail program' },
    { line: 'mailcheck discover example.org --http', says: 'check what your domain publishes' },
    { line: 'mailcheck discover --from config-v1.1.xml --address ann@example.org', says: 'what a file says' },
    { line: 'mailcheck discover --lab healthy', says: 'see it work, without any network' },
  ],
  ceiling: 'connect',
  wishes: (argument, { address, guess, http, plaintext, allowRedirect: redirectHosts }) => ({
    what: argument ?? address,
    kind: 'account',
    ...settingsRun,
    settings: { guess, http, plaintext, redirectHosts },
  }),
});
