import { defineCommand } from './command.ts';
import { labOption, networkOptions, outputOptions, profileOptions } from './shared-options.ts';

export const ports = defineCommand({
  name: 'ports',
  summary: 'every mail port on every address: open, refused, filtered, and what answers',
  about: 'Looks at 25, 465, 587, 143, 993, 110, 995 and 4190. Nobody logs in.',
  argument: { name: 'host', summary: 'the host, without a port', required: true },
  options: [...profileOptions, labOption, ...networkOptions, ...outputOptions],
  examples: [
    { line: 'mailcheck ports mail.example.org', says: 'all addresses' },
    { line: 'mailcheck ports mail.example.org -6', says: 'IPv6 only' },
    { line: 'mailcheck ports mail.example.org --resolve mail.example.org=192.0.2.7', says: 'before its DNS changes' },
  ],
  ceiling: 'connect',
  wishes: (argument) => ({
    what: argument,
    kind: 'host',
    protocols: ['smtp', 'imap', 'pop3', 'sieve'],
    ceiling: 'connect',
    stopAfter: 'greeting',
    survey: true,
  }),
});
