import { expect, test } from 'vitest';
import { subjectId } from '../../../src/model/subject.ts';
import type { NamedServer, Target } from '../../../src/model/target.ts';
import { seeds } from '../../../src/probes/dns/seeds.ts';
import { target } from '../world.ts';

const ids = (differs: Partial<Target>) => seeds(target(differs)).map(subjectId);

test('a run begins with this machine and the domain', () => {
  expect(ids({ domain: 'example.org' })).toEqual(['here', 'domain:example.org']);
  expect(ids({})).toEqual(['here']);
});

test.each<[string, Omit<NamedServer, 'host'>, string[]]>([
  ['nothing but a protocol', { protocol: 'imap' }, ['imap:993+tls', 'imap:143+starttls']],
  ['nothing but SMTP: never port 25', { protocol: 'smtp' }, ['smtp:465+tls', 'smtp:587+starttls']],
  ['a standard port', { protocol: 'smtp', port: 25 }, ['smtp:25+starttls']],
  ['a port of its own for mailboxes', { protocol: 'imap', port: 10_993 }, ['imap:10993+tls']],
  ['a port of its own for sending', { protocol: 'smtp', port: 2525 }, ['smtp:2525+starttls']],
  [
    'a port and a security that do not fit',
    { protocol: 'imap', port: 993, security: 'starttls' },
    ['imap:993+starttls'],
  ],
  ['TLS', { protocol: 'pop3', security: 'tls' }, ['pop3:995+tls']],
  ['STARTTLS', { protocol: 'smtp', security: 'starttls' }, ['smtp:587+starttls']],
  ['plain text', { protocol: 'imap', security: 'none' }, ['imap:143+none']],
  ['TLS where the standard has none', { protocol: 'sieve', security: 'tls' }, ['sieve:4190+tls']],
])('a server named with %s', (_, server, services) => {
  expect(ids({ servers: [{ ...server, host: 'mail.example.org' }] })).toEqual([
    'here',
    'mail.example.org',
    ...services.map((one) => `mail.example.org/${one}`),
  ]);
});

test('a survey adds all standard ports, ManageSieve with IMAP, and nothing twice', () => {
  expect(ids({ survey: true, servers: [{ protocol: 'imap', host: 'm.example.org' }] })).toEqual([
    'here',
    'm.example.org',
    'm.example.org/imap:993+tls',
    'm.example.org/imap:143+starttls',
    'm.example.org/smtp:25+starttls',
    'm.example.org/smtp:465+tls',
    'm.example.org/smtp:587+starttls',
    'm.example.org/pop3:110+starttls',
    'm.example.org/pop3:995+tls',
    'm.example.org/sieve:4190+starttls',
  ]);
});

test('a survey keeps to the protocols that are looked at', () => {
  const servers = [{ protocol: 'smtp', host: 'm.example.org' }] as const;
  expect(ids({ survey: true, protocols: ['smtp'], servers })).toEqual([
    'here',
    'm.example.org',
    'm.example.org/smtp:465+tls',
    'm.example.org/smtp:587+starttls',
    'm.example.org/smtp:25+starttls',
  ]);
});
