import { defineCommand } from './command.ts';
import { labOption, networkOptions, outputOptions, profileOptions } from './shared-options.ts';

export const tls = defineCommand({
  name: 'tls',
  summary: 'TLS of a mail server: version, chain, names, dates, key, on every port and address',
  about:
    'Speaks TLS from the start or by STARTTLS, as each port expects. At one address of each service it also tries TLS 1.0 to 1.3 and old cipher suites one by one, and says which mail programs and devices that leaves out. Nobody logs in.',
  argument: { name: 'server', summary: 'HOST for every mail port, or HOST:PORT', required: true },
  options: [...profileOptions, labOption, ...networkOptions, ...outputOptions],
  examples: [
    { line: 'mailcheck tls mail.example.org', says: 'every mail port' },
    { line: 'mailcheck tls mail.example.org:993', says: 'one port' },
    { line: 'mailcheck tls mail.example.org --fail-on warning', says: 'fail 14 days before the certificate ends' },
  ],
  ceiling: 'connect',
  wishes: (argument) => ({
    what: argument,
    kind: 'server',
    protocols: ['smtp', 'imap', 'pop3', 'sieve'],
    ceiling: 'connect',
    stopAfter: 'tls',
    tlsOffers: true,
  }),
});
