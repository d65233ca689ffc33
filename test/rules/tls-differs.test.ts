import { describe, expect, test } from 'vitest';
import type { Endpoint } from '../../src/model/subject.ts';
import type { CertificateView } from '../../src/model/tls-view.ts';
import { tlsSession } from '../../src/probes/facts/mail.ts';
import differs from '../../src/rules/tls/certificate-differs.ts';
import { endpointOf, failed, verdictsOf, viewOf } from '../evidence.ts';
import { certificateOf, host, imaps, inDays, isExchanger, named, relay, session, submissions } from './tls-evidence.ts';

const imapsElsewhere = endpointOf('imap', 993, 'tls', host, '192.0.2.11');
const another = { fingerprint: 'BB:02', serial: '02' };
const selfSigned = {
  chain: [certificateOf({ ...another, issuer: host, selfSigned: true })],
  trust: { ok: false as const, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
};
const with_ = (at: Endpoint, one: Partial<CertificateView>) => session(at, { chain: [certificateOf(one)] });
/** Issued 70 days ago, ends in 20: should have been replaced by the one on the other ports. */
const old = { ...another, notBefore: inDays(-70), notAfter: inDays(20) };

describe('tls/certificate-differs', () => {
  test('says which port alone can be verified', () => {
    const view = viewOf([session(imaps), session(submissions, selfSigned)]);
    expect(verdictsOf(differs, view)).toEqual([
      {
        message: 'differs',
        args: { host, ports: '993 and 465', detail: 'only the one on 993 can be verified' },
        because: [`tls/session@${host}/192.0.2.10/imap:993+tls`, `tls/session@${host}/192.0.2.10/smtp:465+tls`],
      },
    ]);
  });

  test('says which address, where the port is the same', () => {
    const view = viewOf([session(imaps, selfSigned), session(imapsElsewhere)]);
    expect(verdictsOf(differs, view)[0]?.args).toEqual({
      host,
      ports: '993 at 192.0.2.10 and 192.0.2.11',
      detail: 'only the one at 192.0.2.11 can be verified',
    });
  });

  test('fires where one port was left behind at the renewal, before it does harm', () => {
    expect(verdictsOf(differs, viewOf([session(imaps), with_(submissions, old)]))[0]?.args).toEqual({
      host,
      ports: '993 and 465',
      detail: 'the one on 465 ends on 2026-12-14, the other on 2027-02-12',
    });
  });

  test('finds it among many ports, once for a host', () => {
    const pop3s = endpointOf('pop3', 995, 'tls');
    const view = viewOf([session(imaps), session(pop3s), with_(submissions, old)]);
    expect(verdictsOf(differs, view)).toHaveLength(1);
  });

  test.each<[string, Partial<CertificateView>]>([
    ['the same certificate', {}],
    [
      'an RSA and an EC certificate, from different issuers',
      { ...another, issuer: 'E6', key: { type: 'ec', bits: 256 } },
    ],
    ['an RSA and an EC certificate, one about to be renewed', { ...old, key: { type: 'ec', bits: 256 } }],
    ['other issuers of one authority', { ...another, issuer: 'R10' }],
    ['other names, the host among them', { ...another, names: [host, 'imap.example.org'] }],
    ['other dates, far from their end', { ...another, notBefore: inDays(-40), notAfter: inDays(50) }],
    ['short lives, each in its usual turn', { ...another, notBefore: inDays(-13), notAfter: inDays(10) }],
    [
      'a last renewal that was longer ago and ends later',
      { ...another, notBefore: inDays(-70), notAfter: inDays(290) },
    ],
    ['a certificate whose dates cannot be read', { ...old, notAfter: 'Smarch 13' }],
  ])('is silent on %s', (_, one) => {
    expect(verdictsOf(differs, viewOf([session(imaps), with_(submissions, one)]))).toEqual([]);
  });

  test('is silent on front ends that renew one after the other', () => {
    expect(verdictsOf(differs, viewOf([session(imaps), with_(imapsElsewhere, old)]))).toEqual([]);
  });

  test('leaves certificates that are bad on both ports to their own findings', () => {
    const bad = { trust: { ok: false as const, code: 'SELF_SIGNED_CERT_IN_CHAIN' } };
    const view = viewOf([session(imaps, bad), session(submissions, { ...selfSigned })]);
    expect(verdictsOf(differs, view)).toEqual([]);
  });

  test('does not compare hosts, nor a port without TLS', () => {
    const elsewhere = endpointOf('smtp', 465, 'tls', 'smtp.example.org');
    const dead = failed(tlsSession, endpointOf('pop3', 995, 'tls'), { kind: 'closed', stage: 'tls' });
    expect(verdictsOf(differs, viewOf([session(imaps), session(elsewhere, selfSigned), dead]))).toEqual([]);
  });

  describe('where only port 25 of a mail exchanger has the bad one', () => {
    const seen = [isExchanger, session(imaps), session(relay, selfSigned)];

    test('is a notice: servers that send do not verify it', () => {
      expect(verdictsOf(differs, viewOf(seen)).map(({ severity }) => severity)).toEqual(['notice']);
    });

    test('is a warning when another port has it too, and names that one', () => {
      const [verdict] = verdictsOf(differs, viewOf([...seen, session(submissions, selfSigned)]));
      expect(verdict?.severity).toBeUndefined();
      expect(verdict?.args?.ports).toBe('993 and 465');
    });

    test('is a warning when the user named port 25, or when port 25 has the good one', () => {
      expect(verdictsOf(differs, viewOf(seen, named(relay)))[0]?.severity).toBeUndefined();
      const turned = [isExchanger, session(imaps, selfSigned), session(relay)];
      expect(verdictsOf(differs, viewOf(turned))[0]?.severity).toBeUndefined();
    });
  });
});
