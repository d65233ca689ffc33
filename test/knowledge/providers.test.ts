import { describe, expect, test } from 'vitest';
import {
  isMailFilter,
  providerOfDomain,
  providerOfExchanger,
  providers,
  providersAsOf,
} from '../../src/knowledge/providers.ts';
import { authMethods } from '../../src/model/settings.ts';
import { securities } from '../../src/model/subject.ts';
import { isHostName } from '../../src/protocols/dns-names.ts';

const repeated = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);

describe('the table of providers', () => {
  test('holds each provider, domain and mail exchanger once', () => {
    expect(providers).toHaveLength(237);
    expect(repeated(providers.map(({ id }) => id))).toEqual([]);
    expect(repeated(providers.flatMap(({ domains }) => domains))).toEqual([]);
    expect(repeated(providers.flatMap(({ mx }) => mx))).toEqual([]);
    expect(providersAsOf).toMatch(/^\d{4}-\d{2}$/);
  });

  test.each(providers.map((one) => [one.id, one] as const))('%s: every value is one', (_, provider) => {
    for (const name of [...provider.domains, ...provider.mx]) {
      expect(isHostName(name) && name === name.toLowerCase(), name).toBe(true);
    }
    expect(provider.incoming.every(({ type }) => type === 'imap' || type === 'pop3')).toBe(true);
    expect(provider.outgoing.every(({ type }) => type === 'smtp')).toBe(true);
    for (const server of [...provider.incoming, ...provider.outgoing]) {
      // The one program that runs on the user's own machine.
      expect(isHostName(server.host) || server.host === '127.0.0.1', server.host).toBe(true);
      expect(server.host.includes('.') && server.port > 0 && server.port < 65_536, server.host).toBe(true);
      expect(securities.slice(0, 2)).toContain(server.security);
      expect(server.auth.length).toBeGreaterThan(0);
      for (const method of server.auth) expect(authMethods).toContain(method);
    }
    if (provider.docsUrl !== undefined) expect(provider.docsUrl).toMatch(/^https:\/\/[^\s]+$/);
    expect(provider.needs.every((need) => need.length > 3)).toBe(true);
    expect(['high', 'medium', 'low']).toContain(provider.confidence);
    expect(provider.sources.length).toBeGreaterThan(0);
    // Abbreviations are written out.
    for (const source of provider.sources) expect(source.length, source).toBeGreaterThan(8);
    const nobody = provider.incoming.length + provider.outgoing.length === 0;
    expect(nobody && provider.needs.length === 0, 'says why there is no server').toBe(false);
  });

  test('servers whose name only the customer knows are patterns', () => {
    const odd = providers.flatMap(({ incoming, outgoing }) =>
      [...incoming, ...outgoing].filter(({ host, isPattern }) => /xxxx|NN|ACCOUNT|yourdomain/.test(host) !== isPattern),
    );
    expect(odd).toEqual([]);
  });
});

test('a domain has its provider by its exact name', () => {
  expect(providerOfDomain('gmail.com')).toMatchObject({
    id: 'gmail',
    incoming: [
      {
        type: 'imap',
        host: 'imap.gmail.com',
        port: 993,
        security: 'tls',
        auth: ['oauth2', 'app-password'],
        usernameTemplate: '%EMAILADDRESS%',
      },
      { type: 'pop3' },
    ],
    folders: { sent: '[Gmail]/Sent Mail' },
    sources: [expect.stringContaining('googlemail.com.xml')],
  });
  expect(providerOfDomain('mail.gmail.com')).toBeUndefined();
  expect(providerOfDomain('example.org')).toBeUndefined();
});

test.each([
  ['aspmx.l.google.com', 'gmail'],
  ['example-org.mail.protection.outlook.com', 'microsoft365'],
  ['xl.google.com', undefined],
  ['mx.example.org', undefined],
])('the mail exchanger %s belongs to %s', (exchanger, id) => {
  expect(providerOfExchanger(exchanger)?.id).toBe(id);
});

test('of several ends that fit a mail exchanger the longest one tells', () => {
  const ends = providers.flatMap(({ id, mx }) => mx.map((end) => ({ id, end })));
  const nested = ends.filter(({ id, end }) => ends.some((other) => other.id !== id && end.endsWith(`.${other.end}`)));
  expect(nested.length).toBeGreaterThan(0);
  for (const { id, end } of nested) expect(providerOfExchanger(`a.${end}`)?.id, end).toBe(id);
});

test('services that filter mail say nothing of mailboxes', () => {
  expect(isMailFilter('eu-smtp-inbound-1.mimecast.com')).toBe(true);
  expect(isMailFilter('mx.example.org')).toBe(false);
  expect(providers.flatMap(({ mx }) => mx).filter(isMailFilter)).toEqual([]);
});
