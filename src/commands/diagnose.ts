import type { Protocol } from '../model/subject.ts';
import type { Symptom } from '../model/target.ts';
import { defineCommand } from './command.ts';
import {
  foundServerOptions,
  labOption,
  loginOptions,
  networkOptions,
  outputOptions,
  profileOptions,
  securityOption,
  serverOptions,
  symptomOption,
} from './shared-options.ts';

const protocolsFor: Readonly<Record<Symptom, readonly Protocol[]>> = {
  send: ['smtp'],
  receive: ['smtp', 'imap', 'pop3'],
  sync: ['imap'],
};

export const diagnose = defineCommand({
  name: 'diagnose',
  summary: 'find out why a mail account, domain or server does not work',
  about:
    'Finds the servers of an address (or takes those that are named), checks addresses, ports, TLS, login, envelope, folders and block lists at once, and names the causes. Nothing is sent, deleted or changed.',
  argument: {
    name: 'address',
    summary: 'ann@example.org; or a domain, or a server such as mail.example.org:993',
    required: false,
  },
  options: [
    ...profileOptions,
    ...serverOptions,
    securityOption,
    symptomOption,
    labOption,
    ...loginOptions,
    ...foundServerOptions,
    ...networkOptions,
    ...outputOptions,
  ],
  examples: [
    { line: 'mailcheck diagnose ann@example.org', says: 'find the servers and check everything' },
    {
      line: 'mailcheck diagnose ann@example.org --imap imap.example.org --smtp smtp.example.org:587',
      says: 'with the settings from your mail program',
    },
    { line: 'mailcheck diagnose example.org --symptom receive', says: 'a domain that gets no mail' },
    { line: 'mailcheck diagnose --lab cert-expired', says: 'see it work, without any network' },
  ],
  ceiling: 'authenticate',
  wishes: (argument, options) => ({
    what: argument,
    kind: 'anything',
    protocols: options.symptom === undefined ? ['smtp', 'imap', 'pop3', 'sieve'] : protocolsFor[options.symptom],
    ceiling: 'authenticate',
    servers: { imap: options.imap, pop3: options.pop3, smtp: options.smtp },
    survey: true,
    blocklists: true,
  }),
});
