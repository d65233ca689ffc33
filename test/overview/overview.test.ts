import { expect, test } from 'vitest';
import type { Observation } from '../../src/model/evidence.ts';
import type { Failure } from '../../src/model/failure.ts';
import { address, host } from '../../src/model/subject.ts';
import type { RecordWishes } from '../../src/model/target.ts';
import { overview } from '../../src/overview/overview.ts';
import { dkimKeys } from '../../src/probes/facts/dkim.ts';
import { reportAuthorisations } from '../../src/probes/facts/dmarc.ts';
import { addresses, mailExchangers, reverseNames, serviceRecords } from '../../src/probes/facts/dns.ts';
import { daneRecords, domainValidation } from '../../src/probes/facts/dnssec.ts';
import { greeting, tlsSession } from '../../src/probes/facts/mail.ts';
import { bimi, caa, setupRecords, tlsReporting } from '../../src/probes/facts/published.ts';
import { parseCaa } from '../../src/protocols/caa.ts';
import { parseTlsRpt } from '../../src/protocols/tls-rpt.ts';
import { failed, observed, replyOf, viewOf } from '../evidence.ts';
import { rsa2048 } from '../protocols/dkim-samples.ts';
import {
  asked,
  at,
  dane,
  dmarc,
  dmarcName,
  fetched,
  hostWith,
  key,
  keys,
  mailAt,
  mailHost,
  mx,
  policy,
  policyText,
  session,
  sts,
} from '../rules/records/facts.ts';

/** The lines of a section, deeper ones set in. */
const shown = (title: string, observations: readonly Observation[], wishes: Partial<RecordWishes> = {}): string[] =>
  Object.values(overview(viewOf(observations, asked(wishes))))
    .flatMap((tell) => tell())
    .filter((section) => section.title === title)
    .flatMap(({ lines }) =>
      lines.map(({ depth, text, note }) => '  '.repeat(depth) + [text.trim(), note].filter(Boolean).join(' | ')),
    );
const servfail: Failure = { kind: 'dns', stage: 'dns', trouble: 'servfail' };
const unanswered = 'not known: the resolver could not find out (SERVFAIL)';

test('is of nothing where nobody asked for records', () => {
  expect(overview(viewOf([mx('10 mail.example.org')], { domain: 'example.org' }))).toEqual({});
});

test.each([
  ['MX', failed(mailExchangers, at, servfail)],
  ['DKIM', failed(dkimKeys, at, servfail)],
  ['TLS-RPT', failed(tlsReporting, at, servfail)],
  ['DNSSEC', failed(domainValidation, at, servfail)],
  ['CAA', failed(caa, at, servfail)],
  ['Setup', failed(serviceRecords, at, servfail)],
])('%s that could not be looked up', (title, nothing) => {
  expect(shown(title, [nothing])).toEqual([unanswered]);
});

test('MX: hosts in order, their addresses, and what these are called', () => {
  const ip = '192.0.2.10';
  const world = [
    mx('10 mail.example.org', '20 alias.example.org', '30 gone.example.org', '40 dark.example.org'),
    ...hostWith(mailHost, [ip, '192.0.2.11', '192.0.2.12']),
    ...hostWith('alias.example.org', ['192.0.2.3'], ['real.example.net']),
    ...hostWith('gone.example.org', []),
    failed(addresses, host('dark.example.org'), servfail),
    observed(reverseNames, address(mailHost, ip), { names: [mailHost], forwardConfirmed: true }),
    observed(reverseNames, address(mailHost, '192.0.2.11'), { names: ['x.example.net'], forwardConfirmed: false }),
    observed(reverseNames, address(mailHost, '192.0.2.12'), { names: [], forwardConfirmed: false }),
    observed(greeting, mailAt, { reply: replyOf('smtp', '220', 'hello'), claims: mailHost }),
  ] as Observation[];
  expect(shown('MX', world)).toEqual([
    '10 mail.example.org',
    `  ${ip} | is mail.example.org; greets as mail.example.org`,
    '  192.0.2.11 | is x.example.net, which does not lead back',
    '  192.0.2.12 | no reverse name',
    '20 alias.example.org | alias of real.example.net',
    '  192.0.2.3',
    '30 gone.example.org | no address',
    '40 dark.example.org',
    `  ${unanswered}`,
  ]);
});

test.each([
  ['none', 'NOERROR', 'none: mail goes to the domain itself'],
  ['no domain', 'NXDOMAIN', 'the domain does not exist'],
] as const)('MX: %s', (_, rcode, note) => {
  expect(shown('MX', [observed(mailExchangers, at, { records: [], nullMx: false, rcode })])).toEqual([note]);
});

test('MX: of a domain that receives nothing', () => {
  expect(shown('MX', [mx('0 .')])).toEqual(['0 . | receives no mail']);
});

test('Sender: the addresses that were named', () => {
  const ip = '198.51.100.9';
  const found = observed(reverseNames, address(ip, ip), { names: ['out.example.org'], forwardConfirmed: true });
  expect(shown('Sender', [found] as Observation[], { sendingIps: [ip] })).toEqual([`${ip} | is out.example.org`]);
});

test('DKIM: keys, what cannot be used, and how many selectors were tried', () => {
  const good = `v=DKIM1; k=rsa; p=${rsa2048}`;
  expect(
    shown('DKIM', [
      keys(
        key([good]),
        key([`${good}; t=y`], { selector: 'test' }),
        key(['v=DKIM1; p='], { selector: 'old' }),
        key([], { selector: 'gone' }),
        key([good, good], { selector: 'two' }),
        key([], { selector: 'dark', trouble: 'servfail' }),
        key([good], { selector: 'far', alias: 'k.example.net' }),
        key([good], { domain: 'news.example.org' }),
      ),
    ]),
  ).toEqual([
    'mail | rsa, 2048 bits',
    'test | rsa, 2048 bits, only tested',
    'old | withdrawn',
    'gone | no key',
    'two | 2 records',
    `dark | ${unanswered}`,
    'far | rsa, 2048 bits, at k.example.net',
    'mail of news.example.org | rsa, 2048 bits',
  ]);
});

test.each([
  [5, 0, 'none of 5 common selectors; the domain may use others'],
  [5, 2, 'none of 5 common selectors, 2 could not be asked for; the domain may use others'],
  [5, 5, 'not known: none of 5 common selectors could be asked for'],
])('DKIM: of %i tried, %i without an answer', (tried, unknown, note) => {
  expect(shown('DKIM', [observed(dkimKeys, at, { lookups: [], tried, unknown })])).toEqual([note]);
});

test('DMARC: the record, where it is from, and what is aligned', () => {
  const record = 'v=DMARC1; p=none; sp=reject; adkim=s; t=y';
  const authorisations = observed(reportAuthorisations, at, {
    domains: [
      { domain: 'a.example', name: 'example.org._report._dmarc.a.example', authorised: true },
      { domain: 'b.example', name: 'example.org._report._dmarc.b.example', authorised: false },
      { domain: 'c.example', name: 'example.org._report._dmarc.c.example', authorised: false, trouble: 'servfail' },
    ],
  });
  expect(shown('DMARC', [dmarc([record]), authorisations] as Observation[])).toEqual([
    record,
    '  none for example.org, in test: not applied',
    '  aligned: SPF of anything in example.org, DKIM of example.org alone',
    '  a.example takes the reports',
    '  b.example has not agreed to the reports',
    '  whether c.example takes the reports is not known: the resolver could not find out (SERVFAIL)',
  ]);
});

test.each([
  ['none', [dmarcName('example.org', [])], ['none']],
  [
    'several',
    [dmarcName('example.org', ['v=DMARC1; p=none', 'v=DMARC1; p=reject'])],
    ['_dmarc.example.org | 2 records: none counts'],
  ],
  ['no answer', [dmarcName('example.org', [], { trouble: 'servfail' })], [`_dmarc.example.org | ${unanswered}`]],
] as const)('DMARC: %s', (_, names, lines) => {
  expect(shown('DMARC', [dmarc([], { names, governing: {} })])).toEqual(lines);
});

test.each([
  ['a policy', policy(policyText('enforce')), 'enforce for mail.example.org, kept for 7 days'],
  ['a policy for seconds', policy(policyText('testing', mailHost, 60)), 'testing for mail.example.org, kept for 60 s'],
  ['a host that is missing', fetched({ kind: 'no-host' } as never), 'no policy: its host has no address'],
  [
    'a private host',
    fetched({ kind: 'private' } as never),
    'not asked: the host of the policy is in a private network',
  ],
  ['a status', fetched({ kind: 'status', status: 404 } as never), 'no policy: HTTP 404'],
  ['too much', fetched({ kind: 'too-long' } as never), 'no policy: too long'],
  ['a compressed one', fetched({ kind: 'encoded', encoding: 'gzip' } as never), 'no policy: compressed (gzip)'],
])('MTA-STS: %s', (_, fact, note) => {
  const record = 'v=STSv1; id=1';
  expect(shown('MTA-STS', [sts(record), fact])).toEqual([record, `  ${note}`]);
  expect(shown('MTA-STS', [sts()])).toEqual(['none']);
});

test('TLS-RPT: the record, or none', () => {
  const record = 'v=TLSRPTv1; rua=mailto:tls@example.org';
  const of = (...texts: string[]) => [observed(tlsReporting, at, { records: texts.map(parseTlsRpt), resembling: [] })];
  expect(shown('TLS-RPT', of(record))).toEqual([record]);
  expect(shown('TLS-RPT', of())).toEqual(['none']);
});

test.each([
  ['fits', '2', {}, true, 'signed', 'fits the certificate'],
  ['fits no more', '9', {}, true, 'signed', 'does not fit the certificate'],
  ['is not signed', '2', { records: false }, true, 'not signed: senders pass them over', 'fits the certificate'],
  [
    'is of a resolver afar',
    '2',
    {},
    false,
    'whether they are signed cannot be told through this resolver',
    'fits the certificate',
  ],
] as const)('DANE: a record that %s', (_, digit, secure, trusted, state, fit) => {
  const world = [...hostWith(mailHost, ['192.0.2.10']), observed(tlsSession, mailAt, session())];
  const records = dane([`3 1 1 ${digit.repeat(64)}`], secure, trusted);
  expect(shown('DANE', [mx(`10 ${mailHost}`), ...world, records])).toEqual([
    `_25._tcp.${mailHost} | ${state}`,
    `  3 1 1 ${digit.repeat(16)}… | ${fit}`,
  ]);
});

test('DANE: what was not compared, not of use, or not to be known', () => {
  const found = dane([`3 1 1 ${'2'.repeat(64)}`, `0 0 1 ${'2'.repeat(64)}`]);
  expect(shown('DANE', [...hostWith(mailHost, ['192.0.2.10']), found]).slice(1)).toEqual([
    '  3 1 1 2222222222222222… | not compared: no certificate was seen',
    expect.stringMatching(/^ {2}0 0 1 2{16}… \| of no use for mail/),
  ]);
  expect(shown('DANE', [failed(daneRecords, host(mailHost), servfail)])).toEqual([
    `_25._tcp.${mailHost} | ${unanswered}`,
  ]);
});

const seen = { resolver: '127.0.0.1:53', trusted: true, authenticated: false, bogus: false, ede: [], apex: true };
test.each([
  ['broken', { bogus: true, ede: [7] }, 'broken: a signature has expired'],
  ['valid', { authenticated: true, ds: ['1'] }, 'signed, and validated by 127.0.0.1:53'],
  ['unknown', {}, 'not known: the parent zone could not be asked'],
  ['unsigned', { ds: [] }, 'not signed'],
  ['in another zone', { ds: [], apex: false }, 'no zone of its own; not known to be signed'],
  ['not checked', { ds: ['1'] }, 'signed by the parent’s word; 127.0.0.1:53 does not say whether it is valid'],
  [
    'checked afar',
    { ds: ['1'], authenticated: true, trusted: false },
    'signed by the parent’s word; 127.0.0.1:53 says that it is valid, which proves nothing from afar',
  ],
])('DNSSEC: %s', (_, differs, note) => {
  expect(shown('DNSSEC', [observed(domainValidation, at, { ...seen, ...differs })])).toEqual([note]);
});

test('CAA: the records and whose they are, or none', () => {
  const of = (where: string, ...texts: string[]) => [
    observed(caa, at, { at: where, records: texts.flatMap((one) => parseCaa(one) ?? []) }),
  ];
  expect(shown('CAA', of('example.org', '0 issue "ca.example"', '128 iodef "mailto:x@y.example"'))).toEqual([
    '0 issue "ca.example"',
    '128 iodef "mailto:x@y.example"',
  ]);
  expect(shown('CAA', of('org', '0 issue ";"'))).toEqual(['0 issue ";" | from org']);
  expect(shown('CAA', of('example.org'))).toEqual(['none: any authority may issue']);
});

test('BIMI: the record', () => {
  const text = 'v=BIMI1; l=https://example.org/logo.svg';
  expect(shown('BIMI', [observed(bimi, at, { records: [{ text }] } as never)])).toEqual([text]);
});

test('Setup: services, names and texts', () => {
  const records = [
    { label: '_imaps', priority: 0, weight: 1, port: 993, target: mailHost },
    { label: '_pop3', priority: 0, weight: 0, port: 0, target: '.' },
    { label: '_sieve', priority: 0, weight: 1, port: 4190, target: 'gone.example.org' },
  ];
  const more = {
    services: [],
    names: [
      { label: 'autoconfig', ips: ['192.0.2.20'] },
      { label: 'autodiscover', alias: 'gone.example.net', ips: [] },
      { label: 'unused', ips: [] },
    ],
    texts: ['mailconf=https://example.org/'],
  };
  const world = [
    observed(serviceRecords, at, { records } as never),
    observed(setupRecords, at, more as never),
    ...hostWith(mailHost, ['192.0.2.10']),
    ...hostWith('gone.example.org', []),
  ];
  expect(shown('Setup', world).map((line) => line.replace(/ +/g, ' '))).toEqual([
    '_imaps 0 1 993 mail.example.org',
    '_pop3 . | not offered',
    '_sieve 0 1 4190 gone.example.org | has no address',
    'autoconfig | 192.0.2.20',
    'autodiscover | alias of gone.example.net, which has no address',
    'mailconf=https://example.org/',
  ]);
  expect(shown('Setup', [observed(serviceRecords, at, { records: [] } as never)])).toEqual(['no SRV records']);
});
