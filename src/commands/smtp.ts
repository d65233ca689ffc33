import { defineCommand } from './command.ts';
import { envelopeOptions, oneServerOptions } from './shared-options.ts';

export const smtp = defineCommand({
  name: 'smtp',
  summary: 'check one SMTP server: connection, TLS, login, envelope',
  about:
    'Speaks to one server as far as it is asked to. With --from and --to it tries the envelope and stops before DATA; only --send delivers a message.',
  argument: { name: 'server', summary: 'HOST or HOST:PORT', required: true },
  options: oneServerOptions('data', envelopeOptions),
  examples: [
    { line: 'mailcheck smtp smtp.example.org', says: 'try the ports 465, 587 and 25' },
    { line: 'mailcheck smtp smtp.example.org:587 --user ann@example.org', says: 'log in by STARTTLS' },
    {
      line: 'mailcheck smtp mx.example.org:25 --from me@example.net --to ann@example.org',
      says: 'would the server take mail for ann?',
    },
    {
      line: 'mailcheck smtp smtp.example.org --user ann@example.org --from ann@example.org --to bob@example.net --send',
      says: 'deliver a test message',
    },
  ],
  ceiling: 'deliver',
  wishes: (argument, options) => ({
    what: argument,
    kind: 'server',
    protocols: ['smtp'],
    ceiling: options.send === true ? 'deliver' : 'authenticate',
    from: options.from,
    to: options.to,
    stopAfter: options.stopAfter,
  }),
});
