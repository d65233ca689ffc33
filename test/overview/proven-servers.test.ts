import { expect, test } from 'vitest';
import type { Observation } from '../../src/model/evidence.ts';
import type { Endpoint } from '../../src/model/subject.ts';
import type { TlsView } from '../../src/model/tls-view.ts';
import { provenServers } from '../../src/overview/proven-servers.ts';
import { type Offer, securedOffer, tlsSession } from '../../src/probes/facts/mail.ts';
import { endpointOf, failed, observed, viewOf } from '../evidence.ts';
import { imap, imaps, sessionOf, submission, submissions } from '../rules/tls-evidence.ts';

const offerOf = (mechanisms: readonly string[], more: Partial<Offer> = {}): Offer => ({
  keywords: [],
  mechanisms,
  plainLogin: false,
  starttls: false,
  mangled: [],
  ...more,
});

/** A server that got as far as its offer. */
const good = (at: Endpoint, mechanisms = ['PLAIN'], tls: Partial<TlsView> = {}): Observation[] => [
  observed(tlsSession, at, sessionOf(tls)),
  observed(securedOffer, at, offerOf(mechanisms)),
];

const proved = (observations: readonly Observation[], servers = [] as { protocol: 'imap'; host: string }[]) =>
  provenServers(viewOf(observations, { servers }));

test('a server is proved by verified TLS and an offer', () => {
  expect(proved(good(imaps, ['PLAIN', 'XOAUTH2'], { version: 'TLSv1.2' }))).toEqual([
    {
      type: 'imap',
      host: 'mail.example.org',
      port: 993,
      security: 'tls',
      tlsVersion: 'TLSv1.2',
      mechanisms: ['PLAIN', 'XOAUTH2'],
      auth: ['password-cleartext', 'oauth2'],
    },
  ]);
});

test('not by one without the other', () => {
  expect(proved([observed(tlsSession, imaps, sessionOf())])).toEqual([]);
  expect(proved(good(imaps, ['PLAIN'], { trust: { ok: false, code: 'CERT_HAS_EXPIRED' } }))).toEqual([]);
  expect(proved(good(imaps, ['PLAIN'], { nameMatches: false }))).toEqual([]);
  expect(
    proved([failed(tlsSession, imaps, { kind: 'timeout', stage: 'tls', afterMs: 5000 }), ...good(imaps).slice(1)]),
  ).toEqual([]);
});

test('one address that shows a bad certificate keeps the server from being proved, one that is dead does not', () => {
  const other = endpointOf('imap', 993, 'tls', 'mail.example.org', '2001:db8::10');
  expect(proved([...good(imaps), ...good(other, ['PLAIN'], { inDate: false })])).toEqual([]);
  const dead = failed(tlsSession, other, { kind: 'timeout', stage: 'tls', afterMs: 5000 });
  expect(proved([...good(imaps), dead])).toHaveLength(1);
});

test('TLS from the start comes before STARTTLS, and a server that was named before another', () => {
  const named = [{ protocol: 'imap' as const, host: 'mail.example.org' }];
  const all = [good(imap), good(submission), good(submissions), good(imaps)].flat();
  expect(proved(all, named).map(({ type, port }) => `${type}:${port}`)).toEqual([
    'imap:993',
    'imap:143',
    'smtp:465',
    'smtp:587',
  ]);
});

test.each([
  [['LOGIN'], ['password-cleartext']],
  [['SCRAM-SHA-256'], ['password-cleartext']],
  [
    ['CRAM-MD5', 'GSSAPI', 'NTLM'],
    ['password-encrypted', 'gssapi', 'ntlm'],
  ],
  [['OAUTHBEARER'], ['oauth2']],
  [[], ['none']],
  [['X-UNKNOWN'], []],
])('the mechanisms %j are told as %j', (mechanisms, auth) => {
  expect(proved(good(submissions, mechanisms))[0]?.auth).toEqual(auth);
});

test('a server for mailboxes that offers its own login command takes passwords; one without any login is not open to all', () => {
  const plain = [
    observed(tlsSession, imaps, sessionOf()),
    observed(securedOffer, imaps, offerOf([], { plainLogin: true })),
  ];
  expect(proved(plain)[0]).toMatchObject({ auth: ['password-cleartext'], mechanisms: ['LOGIN'] });
  expect(proved(good(imaps, []))[0]?.auth).toEqual([]);
});
