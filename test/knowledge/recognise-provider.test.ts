import { describe, expect, test } from 'vitest';
import { operators } from '../../src/knowledge/operators.ts';
import { providers } from '../../src/knowledge/providers.ts';
import {
  isMailFilter,
  operatorIn,
  providerAt,
  providerNamed,
  providerOfDomain,
  providerOfExchanger,
  providerOfServer,
  spokenBy,
} from '../../src/knowledge/recognise-provider.ts';
import type { Protocol } from '../../src/model/subject.ts';

const repeated = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);
const at = (host: string, account?: string, protocol: Protocol = 'imap', port = 993) =>
  providerAt({ host, protocol, port }, account)?.provider?.id;

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
  const ends = providers().flatMap(({ id, mx }) => mx.map((end) => ({ id, end })));
  const nested = ends.filter(({ id, end }) => ends.some((other) => other.id !== id && end.endsWith(`.${other.end}`)));
  expect(nested.length).toBeGreaterThan(0);
  for (const { id, end } of nested) expect(providerOfExchanger(`a.${end}`)?.id, end).toBe(id);
});

test('services that filter mail say nothing of mailboxes', () => {
  expect(isMailFilter('eu-smtp-inbound-1.mimecast.com')).toBe(true);
  expect(isMailFilter('mx.example.org')).toBe(false);
  expect(
    providers()
      .flatMap(({ mx }) => mx)
      .filter(isMailFilter),
  ).toEqual([]);
});

describe('a server', () => {
  test.each([
    ['imap.gmail.com', 'gmail'],
    ['IMAP.GMAIL.COM', 'gmail'],
    ['gmail-imap.l.googlemail.com', 'gmail'],
    ['outlook.office365.com', 'microsoft365'],
    ['partner.outlook.office365.com', 'microsoft365'],
    ['imap-mail.outlook.com', 'outlook-com'],
    ['imap.mail.yahoo.com', 'yahoo'],
    ['imap.bizmail.yahoo.com', 'yahoo'],
    ['imap.aol.com', 'aol'],
    ['imap.att.net', 'att'],
    ['p99-imap.mail.me.com', 'icloud'],
    ['imap.gmx.net', 'gmx-net'],
    ['mail.gmx.com', 'gmx-com'],
    ['web.de', 'web-de'],
    ['imappro.zoho.eu', 'zoho-eu'],
    ['imap.yandex.ru', 'yandex'],
    ['imap.exmail.qq.com', 'exmail-qq'],
    ['hwimap.exmail.qq.com', 'exmail-qq'],
    ['imap.qq.com', 'qq'],
    ['imaphz.qiye.163.com', 'netease-qiye'],
    ['imap.vip.163.com', 'netease-163'],
    ['imap.1and1.co.uk', 'ionos-uk'],
    ['ssl0.ovh.net', 'ovh'],
  ])('%s is run by %s', (host, id) => {
    expect(at(host)).toBe(id);
  });

  test('that bears the name of nobody has no provider, however alike its name', () => {
    for (const host of ['mail.example.org', 'gmail.example', '', 'com', 'localhost'])
      expect(at(host), host).toBe(undefined);
    const every = providers().flatMap(({ hosts }) => hosts);
    const ends = every.filter((end) => !every.some((other) => end.endsWith(`.${other}`)));
    expect(ends.length).toBeGreaterThan(30);
    for (const end of ends) {
      for (const host of [`not${end}`, `imap.not${end}`, `${end}.example.org`, `imap.${end}.example.org`, `${end}x`])
        expect(at(host), host).toBe(undefined);
    }
  });

  test('of several providers belongs to the one that the account is with, else to whose name it bears', () => {
    const host = 'outlook.office365.com';
    expect(at(host, 'ann@hotmail.com')).toBe('outlook-com');
    expect(at(host, 'ann@Hotmail.com')).toBe('outlook-com');
    expect(at(host, 'ann@example.org')).toBe('microsoft365');
    expect(at(host, 'ann')).toBe('microsoft365');
    expect(at('imap.aol.com', 'ann@verizon.net')).toBe('verizon');
    expect(at('imap.gmail.com', 'ann@umich.edu')).toBe('umich');
    expect(at('mail.example.org', 'ann@gmail.com')).toBe(undefined);
  });

  test('of SMTP may be a mail exchanger', () => {
    expect(at('example-org.mail.protection.outlook.com', undefined, 'smtp', 25)).toBe('microsoft365');
    expect(at('aspmx.l.google.com', undefined, 'smtp', 25)).toBe('gmail');
    expect(at('aspmx.l.google.com')).toBe(undefined);
  });

  test('of ManageSieve is known by its end alone', () => {
    expect(at('sieve.fastmail.com', undefined, 'sieve', 4190)).toBe('fastmail');
  });

  test('on this machine is a program of a provider only at its own port', () => {
    expect(at('127.0.0.1', undefined, 'imap', 1143)).toBe('proton');
    expect(at('127.0.0.1', undefined, 'smtp', 1025)).toBe('proton');
    expect(at('127.0.0.1', undefined, 'imap', 993)).toBe(undefined);
    expect(at('192.0.2.1')).toBe(undefined);
    expect(at('2001:db8::1')).toBe(undefined);
  });

  test('is known with the ways in which it is to be used', () => {
    expect(providerOfServer('smtp', 'smtp.gmail.com')?.servers.map(({ port }) => port)).toEqual([465, 587]);
    const shared = (account?: string) => providerOfServer('imap', 'outlook.office365.com', account)?.provider.id;
    expect([shared('ann@hotmail.com'), shared('ann@example.org'), shared()]).toEqual([
      'outlook-com',
      'microsoft365',
      'microsoft365',
    ]);
    expect(providerOfServer('imap', 'w0xxxxxx.kasserver.com')).toBeUndefined();
  });
});

describe('operators', () => {
  const ids = providers().map(({ id }) => id);

  test('have an id and rows of their own, and rows that are there', () => {
    expect(repeated(operators.map(({ id }) => id))).toEqual([]);
    const rows = operators.flatMap(({ rows: own = [] }) => own);
    expect(repeated(rows)).toEqual([]);
    expect(rows.filter((row) => !ids.includes(row))).toEqual([]);
  });

  test('have names that mean one of them', () => {
    const names = operators.flatMap(({ id, name, also = [] }) => [...new Set([id, name.toLowerCase(), ...also])]);
    expect(repeated(names)).toEqual([]);
    expect(names.filter((name) => name !== name.toLowerCase())).toEqual([]);
    for (const one of operators) {
      for (const name of [one.id, one.name, one.name.toUpperCase(), ...(one.also ?? [])])
        expect(providerNamed(name)?.operator?.id, name).toBe(one.id);
    }
  });

  test.each([
    ['535-5.7.8 https://support.google.com/mail/?p=BadCredentials x - gsmtp', 'gmail'],
    ['535 5.7.139 Authentication unsuccessful [AM0PR.eurprd01.prod.outlook.com]', 'microsoft365'],
    ['554 5.7.1 [TSS09] see https://postmaster.yahooinc.com/error-codes', 'yahoo'],
    ['535 Authentication credentials invalid (nemesis)', 'gmx'],
    ['535 Authentication credentials invalid kundenserver.de (mreue009) Nemesis', 'ionos'],
    ['550 no', undefined],
  ])('%s is the voice of %s', (text, id) => {
    expect(operatorIn(text)?.id).toBe(id);
  });

  test('speak for the row whose name the text holds, else for their first', () => {
    const row = (id: string, text: string) => spokenBy(id, text)?.provider?.id;
    expect(row('yahoo', 'no')).toBe('yahoo');
    expect(row('yahoo', 'imap.AOL.com: no')).toBe('aol');
    expect(row('yahoo', 'imap.myaol.com: no')).toBe('yahoo');
    expect(row('yahoo', 'aol.community: no')).toBe('yahoo');
    expect(row('gmx', 'web.de: no')).toBe('web-de');
    expect(spokenBy('mimecast', 'no')).toMatchObject({ id: 'mimecast', name: 'Mimecast' });
    expect(spokenBy('mimecast', 'no')).not.toHaveProperty('provider');
    expect(spokenBy('nobody', 'no')).toBeUndefined();
  });
});

describe('the name that a user gives', () => {
  test.each([
    ['Google', 'gmail', 'gmail'],
    ['AOL', 'yahoo', 'aol'],
    ['att', 'yahoo', 'att'],
    ['web.de', 'gmx', 'web-de'],
    ['hotmail.com', 'outlook', 'outlook-com'],
    ['ionos', 'ionos', 'ionos-de'],
    ['ionos-fr', 'ionos', 'ionos-fr'],
    ['posteo', 'posteo', 'posteo'],
    ['Posteo.de', 'posteo', 'posteo'],
  ])('%s means %s, its row %s', (name, id, row) => {
    expect(providerNamed(name)).toMatchObject({ id, provider: { id: row } });
  });

  test.each(['nobody', '', 'example.org', 'mail'])('%j means nobody', (name) => {
    expect(providerNamed(name)).toBeUndefined();
  });

  test('is the id of each row', () => {
    const ownId = new Set(operators.map(({ id }) => id));
    const others = providers().filter(({ id }) => !ownId.has(id));
    for (const { id } of others) expect(providerNamed(id)?.provider?.id, id).toBe(id);
  });
});
