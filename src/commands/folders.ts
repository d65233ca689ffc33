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
} from './shared-options.ts';

export const folders = defineCommand({
  name: 'folders',
  summary: 'folders of a mailbox: subscriptions, special folders, namespaces, quota',
  about: 'Logs in over IMAP and reads. Nothing is subscribed, created or deleted.',
  argument: { name: 'address', summary: 'ann@example.org, or the IMAP server', required: false },
  options: [
    ...profileOptions,
    ...serverOptions.slice(0, 1),
    securityOption,
    labOption,
    ...loginOptions,
    ...foundServerOptions,
    ...networkOptions,
    ...outputOptions,
  ],
  examples: [
    { line: 'mailcheck folders ann@example.org --imap imap.example.org', says: 'the password is asked for' },
    { line: 'mailcheck folders imap.example.org --user ann@example.org --password-file ~/.ann', says: 'in a script' },
  ],
  ceiling: 'authenticate',
  wishes: (argument, options) => ({
    what: argument,
    kind: 'anything',
    protocols: ['imap'],
    ceiling: 'authenticate',
    servers: { imap: options.imap },
    needsLogin: true,
  }),
});
