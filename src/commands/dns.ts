import { defineCommand } from './command.ts';
import { labOption, networkOptions, outputOptions, profileOptions } from './shared-options.ts';

export const dns = defineCommand({
  name: 'dns',
  summary: 'what a domain publishes for its mail: MX, SPF, DKIM, DMARC, MTA-STS, DANE and the rest',
  about:
    'Looks up every record that mail depends on, evaluates SPF step by step, compares them with the servers they name, and can print the records that would be right. Connects to port 25 of the mail exchangers and fetches the MTA-STS policy, unless --no-connect keeps it to lookups. Nobody logs in, and nothing is sent.',
  argument: { name: 'domain', summary: 'example.org, or an address of the domain', required: true },
  options: [
    {
      flags: '--selector <name>',
      summary: 'DKIM selector: what stands behind s= in a signature of the domain',
      group: 'Target',
      list: true,
    },
    {
      flags: '--message <file>',
      summary: 'a message that the domain has sent; its DKIM selectors are looked up',
      group: 'Target',
    },
    {
      flags: '--sending-ip <address>',
      summary: 'address that mail is sent from: does SPF allow it, and has it a reverse name?',
      group: 'Target',
      list: true,
    },
    { flags: '--no-connect', summary: 'lookups only: connect to no server', group: 'Target' },
    {
      flags: '--generate',
      summary: 'print the records that would be right, as zone lines',
      group: 'Output',
      conflicts: ['format', 'transcript'],
    },
    ...profileOptions,
    labOption,
    ...networkOptions,
    ...outputOptions,
  ],
  examples: [
    { line: 'mailcheck dns example.org', says: 'everything that can be found' },
    {
      line: 'mailcheck dns example.org --selector mail2026 --sending-ip 192.0.2.10',
      says: 'with what only the sender knows',
    },
    { line: 'mailcheck dns example.org --message sent.eml', says: 'take the selectors from a sent message' },
    { line: 'mailcheck dns example.org --generate > example.org.zone', says: 'records to publish' },
  ],
  ceiling: 'connect',
  wishes: (argument, options) => ({
    what: argument,
    kind: 'domain',
    protocols: ['smtp'],
    ceiling: options.connect === false ? 'lookup' : 'connect',
    stopAfter: 'tls',
    records: { selectors: options.selector, sendingIps: options.sendingIp },
  }),
});
