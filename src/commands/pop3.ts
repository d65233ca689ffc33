import { defineCommand } from './command.ts';
import { oneServerOptions } from './shared-options.ts';

export const pop3 = defineCommand({
  name: 'pop3',
  summary: 'check one POP3 server: connection, TLS, login, mailbox',
  about:
    'Logs in when a user is given, and looks at the number of messages and at their identifiers. Nothing is deleted.',
  argument: { name: 'server', summary: 'HOST or HOST:PORT', required: true },
  options: oneServerOptions('auth'),
  examples: [
    { line: 'mailcheck pop3 pop3.example.org', says: 'try the ports 995 and 110' },
    { line: 'mailcheck pop3 pop3.example.org --user ann@example.org', says: 'log in; the password is asked for' },
    { line: 'mailcheck pop3 pop3.example.org:110 --security starttls --transcript', says: 'show what was said' },
  ],
  ceiling: 'authenticate',
  wishes: (argument, options) => ({
    what: argument,
    kind: 'server',
    protocols: ['pop3'],
    ceiling: 'authenticate',
    stopAfter: options.stopAfter,
  }),
});
