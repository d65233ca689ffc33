import { describe, expect, test } from 'vitest';
import { clientAbilities } from '../../src/knowledge/client-abilities.ts';
import type { ClientReport, ClientState } from '../../src/model/client-report.ts';
import type { Observation } from '../../src/model/evidence.ts';
import type { Endpoint } from '../../src/model/subject.ts';
import { type TlsOffer, tlsOffers } from '../../src/model/tls-offer.ts';
import { clientReports } from '../../src/overview/clients.ts';
import { securedOffer } from '../../src/probes/facts/mail.ts';
import { offerFacts } from '../../src/probes/facts/tls-offers.ts';
import { endpointOf, failed, observed, skipped, viewOf } from '../evidence.ts';
import { imap, imaps, relay, session, submissions } from '../rules/tls-evidence.ts';

const refusal = { kind: 'tls', stage: 'tls', reason: 'version', code: 'x' } as const;

/** A server that takes these offers and refuses all others, each tried by itself. */
const takes = (at: Endpoint, ...offers: readonly TlsOffer[]): Observation[] => [
  session(at),
  ...tlsOffers.map((offer) =>
    offers.includes(offer)
      ? observed(offerFacts[offer], at, { cipher: 'TLS_AES_256_GCM_SHA384' })
      : failed(offerFacts[offer], at, refusal),
  ),
];
const offers = (at: Endpoint, mechanisms: readonly string[], plainLogin = false): Observation =>
  observed(securedOffer, at, { keywords: [], mechanisms, plainLogin, starttls: false, mangled: [] });

const reports = (...observations: Observation[]): readonly ClientReport[] => clientReports(viewOf(observations)) ?? [];
const stateOf = (id: string, of: readonly ClientReport[]): ClientState | undefined =>
  of.find((one) => one.id === id)?.servers[0]?.state;
const obstacleOf = (id: string, of: readonly ClientReport[]) =>
  of.find((one) => one.id === id)?.servers[0]?.obstacles[0];
const inState = (state: ClientState, of: readonly ClientReport[]): string[] =>
  of.filter(({ servers }) => servers[0]?.state === state).map(({ id }) => id);

describe('by TLS', () => {
  test('a server of today leaves out what knows TLS 1.0 only', () => {
    const seen = reports(...takes(submissions, 'TLSv1.2', 'TLSv1.3', 'windows-8.1', 'rsa'));
    expect(inState('cannot', seen)).toEqual([
      'outlook-express',
      'outlook-windows-7',
      'apple-mail-10.11',
      'android-4',
      'printer-2016',
    ]);
    expect(inState('unknown', seen)).toEqual(['outlook-2016', 'outlook-2019', 'windows-live-mail', 'k9-mail']);
    expect(obstacleOf('outlook-windows-7', seen)).toEqual({
      kind: 'tls',
      text: 'the server takes TLS 1.2 and 1.3, the program offers TLS 1.0 only',
      fix: clientAbilities.find(({ id }) => id === 'outlook-windows-7')?.fixes.tls,
    });
  });

  test('suites of today only leave out Windows 8.1 and devices without elliptic curves', () => {
    const seen = reports(...takes(submissions, 'TLSv1.2', 'TLSv1.3'));
    expect(inState('cannot', seen)).toContain('outlook-windows-8.1');
    expect(obstacleOf('outlook-windows-8.1', seen)?.text).toBe(
      'the server takes TLS 1.2 and 1.3, but none of the cipher suites that Windows 7 to 8.1 have',
    );
    expect(obstacleOf('printer-rsa', seen)?.text).toContain('no key exchange by RSA');
  });

  test('TLS 1.3 alone leaves out Windows 10, and the server is to be changed', () => {
    const seen = reports(...takes(imaps, 'TLSv1.3'));
    expect(stateOf('outlook-windows-10', seen)).toBe('cannot');
    expect(stateOf('outlook-windows-11', seen)).toBe('unknown');
    expect(stateOf('thunderbird-78', seen)).toBe('can');
    expect(obstacleOf('outlook-windows-10', seen)?.fix).toMatch(/^Let the server take TLS 1\.2/);
  });

  test('a server with TLS 1.0 at best is shown as that by the conversation alone', () => {
    const seen = reports(session(imaps, { version: 'TLSv1', cipher: 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA' }));
    expect(inState('cannot', seen)).toEqual(['thunderbird-78']);
    expect(obstacleOf('thunderbird-78', seen)).toMatchObject({
      text: 'the server takes TLS 1.0, the program offers TLS 1.2 and 1.3 only',
      fix: expect.stringMatching(/^Let the server take/),
    });
    expect(stateOf('outlook-windows-7', seen)).toBe('can');
    expect(stateOf('apple-mail-10.12', seen)).toBe('unknown');
  });

  test('TLS 1.3 in a conversation says nothing of who is older', () => {
    const seen = reports(session(imaps));
    expect(inState('cannot', seen)).toEqual([]);
    expect(inState('can', seen)).toEqual(['thunderbird-78', 'android-10']);
    expect(stateOf('outlook-windows-7', seen)).toBe('unknown');
  });

  test('an offer that was not heard of is not refused', () => {
    const silent = failed(offerFacts.TLSv1, imaps, { kind: 'timeout', stage: 'tls', afterMs: 5000 });
    const old = ['TLSv1.1', 'windows-8.1', 'rsa'] as const;
    const rest = old.map((offer) => skipped(offerFacts[offer], imaps, silent.id));
    expect(stateOf('outlook-windows-7', reports(session(imaps), silent, ...rest))).toBe('unknown');
  });

  test('what follows from another answer needs no own', () => {
    const rsa = [session(imaps), observed(offerFacts.rsa, imaps, { cipher: 'TLS_RSA_WITH_AES_128_GCM_SHA256' })];
    expect(stateOf('outlook-windows-8.1', reports(...rsa))).toBe('can');
    const chosen = session(submissions, { version: 'TLSv1.2', cipher: 'TLS_RSA_WITH_AES_128_GCM_SHA256' });
    expect(stateOf('printer-rsa', reports(chosen))).toBe('can');
    const old = ['TLSv1.2', 'TLSv1.1', 'TLSv1'] as const;
    const without = old.map((offer) => failed(offerFacts[offer], imaps, refusal));
    expect(stateOf('outlook-windows-8.1', reports(session(imaps), ...without))).toBe('cannot');
  });
});

describe('ports and addresses', () => {
  test('one port that serves is enough, and each is named', () => {
    const seen = reports(...takes(imaps, 'TLSv1.3'), ...takes(imap, 'TLSv1', 'TLSv1.3'));
    expect(seen.find(({ id }) => id === 'outlook-windows-7')?.servers).toEqual([
      { type: 'imap', host: 'mail.example.org', ports: [993, 143], state: 'can', obstacles: [] },
    ]);
  });

  test('a port that is not known keeps a program from being ruled out', () => {
    expect(stateOf('outlook-windows-7', reports(...takes(imaps, 'TLSv1.3'), session(imap)))).toBe('unknown');
  });

  test('addresses that differ leave it open; one that was not asked does not', () => {
    const other = endpointOf('imap', 993, 'tls', 'mail.example.org', '2001:db8::10');
    expect(stateOf('outlook-windows-7', reports(...takes(imaps, 'TLSv1.3'), ...takes(other, 'TLSv1', 'TLSv1.3')))).toBe(
      'unknown',
    );
    expect(stateOf('outlook-windows-7', reports(...takes(imaps, 'TLSv1.3'), session(other)))).toBe('cannot');
  });

  test('a program is told of the servers that it uses', () => {
    const seen = reports(...takes(imaps, 'TLSv1.3'), ...takes(submissions, 'TLSv1.2'));
    const servers = (id: string) => seen.find((one) => one.id === id)?.servers.map(({ type }) => type);
    expect(servers('outlook-windows-7')).toEqual(['imap', 'smtp']);
    expect(servers('printer-rsa')).toEqual(['smtp']);
    expect(reports(...takes(imaps, 'TLSv1.3')).some(({ id }) => id === 'printer-rsa')).toBe(false);
  });

  test('port 25, ManageSieve and what spoke no TLS are left out', () => {
    const sieve = endpointOf('sieve', 4190, 'starttls');
    const dead = failed(offerFacts['TLSv1.2'], imaps, refusal);
    expect(clientReports(viewOf([session(relay), session(sieve), dead]))).toBeUndefined();
  });
});

describe('by how one logs in', () => {
  test('a password mechanism in common is needed', () => {
    const seen = reports(session(imaps), offers(imaps, ['SCRAM-SHA-256']));
    expect(obstacleOf('apple-mail-10.12', seen)).toEqual({
      kind: 'passwords',
      text: 'the server takes a password by SCRAM-SHA-256, the program sends it by PLAIN, LOGIN, CRAM-MD5, NTLM, DIGEST-MD5 only',
      fix: 'The server has to offer PLAIN inside TLS.',
    });
    expect(stateOf('thunderbird-78', seen)).toBe('can');
  });

  test('Outlook Express wants LOGIN for sending', () => {
    const at = [...takes(submissions, 'TLSv1')];
    expect(obstacleOf('outlook-express', reports(...at, offers(submissions, ['PLAIN'])))?.kind).toBe('passwords');
    expect(stateOf('outlook-express', reports(...at, offers(submissions, ['PLAIN', 'LOGIN'])))).toBe('can');
  });

  test('the login command counts, and mechanisms that are no passwords leave it open', () => {
    expect(stateOf('k9-mail', reports(session(imaps), offers(imaps, ['SCRAM-SHA-256'], true)))).toBe('unknown');
    expect(obstacleOf('k9-mail', reports(session(imaps), offers(imaps, ['GSSAPI', 'SCRAM-SHA-256'])))).toBeUndefined();
  });

  test('a server that wants tokens leaves out who gets none', () => {
    const seen = reports(session(imaps), offers(imaps, ['XOAUTH2']));
    expect(obstacleOf('outlook-2016', seen)?.kind).toBe('tokens');
    expect(stateOf('thunderbird-78', seen)).toBe('unknown');
    expect(stateOf('android-10', seen)).toBe('unknown');
  });

  test('so does one that is known to, whatever it offers', () => {
    const known = endpointOf('imap', 993, 'tls', 'outlook.office365.com', '192.0.2.10');
    const seen = reports(session(known), offers(known, ['PLAIN', 'XOAUTH2']));
    expect(obstacleOf('outlook-2016', seen)?.text).toBe('the server wants a token (OAuth2), the program gets none');
    expect(stateOf('thunderbird-78', seen)).toBe('can');
  });

  test('a server that offers no login is not judged by that', () => {
    expect(inState('cannot', reports(session(submissions), offers(submissions, [])))).toEqual([]);
  });
});
