import { describe, expect, test } from 'vitest';
import nameMismatch from '../../src/rules/tls/certificate-name-mismatch.ts';
import oldVersion from '../../src/rules/tls/old-version.ts';
import weakKey from '../../src/rules/tls/weak-key.ts';
import { findingsOf, saidBy, viewOf } from '../evidence.ts';
import { certificateOf, host, imaps, isExchanger, named, onlyPop3, relay, session } from './tls-evidence.ts';

describe('tls/certificate-name-mismatch', () => {
  const forNames = (names: string[], ips: string[] = []) => ({
    chain: [certificateOf({ names, ips })],
    nameMatches: false,
  });

  test('lists the names and addresses that the certificate is for', () => {
    const view = viewOf([session(imaps, forNames(['www.example.net', 'example.net'], ['192.0.2.99']))], named(imaps));
    expect(findingsOf(nameMismatch, view)).toMatchObject([
      {
        message: 'other',
        severity: 'error',
        args: { host, port: 993, names: 'www.example.net, example.net, 192.0.2.99' },
      },
    ]);
  });

  test('lists no more than five', () => {
    const many = Array.from({ length: 90 }, (_, index) => `n${index}.example.net`);
    const [finding] = findingsOf(nameMismatch, viewOf([session(imaps, forNames(many))], named(imaps)));
    expect(String(finding?.args.names).split(', ')).toHaveLength(5);
  });

  test('tells a certificate without any name', () => {
    expect(saidBy(nameMismatch, viewOf([session(imaps, forNames([]))], named(imaps)))).toEqual(['none error']);
  });

  test('weighs it by who connects there', () => {
    const other = forNames(['www.example.net']);
    expect(saidBy(nameMismatch, viewOf([session(imaps, other)], onlyPop3))).toEqual(['other warning']);
    expect(saidBy(nameMismatch, viewOf([isExchanger, session(relay, other)]))).toEqual(['other notice']);
  });

  test('is silent where the name matches, whatever else is wrong', () => {
    const bad = { inDate: false, trust: { ok: false as const, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } };
    expect(findingsOf(nameMismatch, viewOf([session(imaps, bad)], named(imaps)))).toEqual([]);
  });

  test('is silent on a session without a certificate', () => {
    expect(findingsOf(nameMismatch, viewOf([session(imaps, { chain: [], nameMatches: false })]))).toEqual([]);
  });
});

describe('tls/old-version', () => {
  test.each(['SSLv3', 'TLSv1', 'TLSv1.1'])('warns of %s', (version) => {
    expect(findingsOf(oldVersion, viewOf([session(imaps, { version })]))).toMatchObject([
      { message: 'old', severity: 'warning', args: { host, port: 993, version } },
    ]);
  });

  test.each(['TLSv1.2', 'TLSv1.3'])('is silent on %s', (version) => {
    expect(findingsOf(oldVersion, viewOf([session(imaps, { version })]))).toEqual([]);
  });
});

describe('tls/weak-key', () => {
  const withKey = (type: string, bits: number) =>
    viewOf([session(imaps, { chain: [certificateOf({ key: { type, bits } })] })]);

  test.each([
    ['rsa', 1024],
    ['rsa', 2047],
    ['rsa-pss', 1024],
    ['dsa', 1024],
    ['ec', 192],
  ])('warns of %s with %i bits', (type, bits) => {
    expect(findingsOf(weakKey, withKey(type, bits))).toMatchObject([
      { message: 'weak', severity: 'warning', args: { host, port: 993, type, bits } },
    ]);
  });

  test.each([
    ['rsa', 2048],
    ['ec', 256],
    ['ec', 224],
    ['ed25519', 256],
  ])('is silent on %s with %i bits', (type, bits) => {
    expect(findingsOf(weakKey, withKey(type, bits))).toEqual([]);
  });

  test('is silent where the size is not known', () => {
    expect(findingsOf(weakKey, withKey('rsa', 0))).toEqual([]);
  });

  test('looks at the leaf, not at old roots', () => {
    const root = certificateOf({ isCa: true, selfSigned: true, key: { type: 'rsa', bits: 1024 } });
    expect(findingsOf(weakKey, viewOf([session(imaps, { chain: [certificateOf(), root] })]))).toEqual([]);
  });
});
