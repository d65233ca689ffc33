import { defineCommand } from './command.ts';
import { oneServerOptions } from './shared-options.ts';

export const imap = defineCommand({
  name: 'imap',
  summary: 'check one IMAP server: connection, TLS, login, folders',
  about:
    'Logs in when a user is given, and looks at namespaces, folders, subscriptions and quota. Folders are opened read-only; nothing is changed.',
  argument: { name: 'server', summary: 'HOST or HOST:PORT', required: true },
  options: oneServerOptions('auth'),
  examples: [
    { line: 'mailcheck imap imap.example.org', says: 'try the ports 993 and 143' },
    { line: 'mailcheck imap imap.example.org --user ann@example.org', says: 'log in; the password is asked for' },
    { line: 'mailcheck imap imap.example.org:143 --security starttls --transcript', says: 'show what was said' },
  ],
  ceiling: 'authenticate',
  wishes: (argument, options) => ({
    what: argument,
    kind: 'server',
    protocols: ['imap'],
    ceiling: 'authenticate',
    stopAfter: options.stopAfter,
  }),
});
