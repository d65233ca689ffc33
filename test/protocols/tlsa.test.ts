import { createHash, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createAuthority } from '../../src/lab/certificates.ts';
import type { CertificateView } from '../../src/model/tls-view.ts';
import { matchingDepth, parseTlsa } from '../../src/protocols/tlsa.ts';
import { certificateView } from '../../src/protocols/x509.ts';

const authority = createAuthority('Test root');
const certificates = authority
  .issue({ names: ['mail.example.org'], intermediate: 'sent' })
  .cert.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----\n?/g)!
  .map((pem) => new X509Certificate(pem));
const viewOf = (one: X509Certificate): CertificateView => certificateView(one.toLegacyObject() as never);
const chain = certificates.map(viewOf);
const hex = (algorithm: string, bytes: Buffer) => createHash(algorithm).update(bytes).digest('hex');
const keyOf = (index: number) => certificates[index]!.publicKey.export({ type: 'spki', format: 'der' });

test('a certificate is seen with the digests that TLSA names', () => {
  expect(chain).toHaveLength(2);
  expect(chain[0]!.digests).toEqual({
    certificate: { sha256: hex('sha256', certificates[0]!.raw), sha512: hex('sha512', certificates[0]!.raw) },
    key: { sha256: hex('sha256', keyOf(0)), sha512: hex('sha512', keyOf(0)) },
  });
});

describe('a TLSA record', () => {
  test.each([
    ['3 1 1', hex('sha256', keyOf(0)), 0],
    ['3 1 2', hex('sha512', keyOf(0)), 0],
    ['3 1 0', keyOf(0).toString('hex'), 0],
    ['3 0 1', hex('sha256', certificates[0]!.raw), 0],
    ['3 0 0', certificates[0]!.raw.toString('hex'), 0],
    ['2 1 1', hex('sha256', keyOf(1)), 1],
    ['2 0 1', hex('sha256', certificates[1]!.raw), 1],
    ['3 1 1', hex('sha256', keyOf(0)).toUpperCase(), 0],
  ])('%s matches', (fields, data, depth) => {
    const record = parseTlsa(`${fields} ${data}`);
    expect(record.unusable).toBeUndefined();
    expect(matchingDepth(record, chain)).toBe(depth);
  });

  test.each([
    ['another key', `3 1 1 ${'ab'.repeat(32)}`],
    ['an authority where the leaf belongs', `3 1 1 ${hex('sha256', keyOf(1))}`],
    ['the leaf where an authority belongs', `2 1 1 ${hex('sha256', keyOf(0))}`],
    ['the key where the certificate belongs', `3 0 1 ${hex('sha256', keyOf(0))}`],
  ])('of %s does not', (_, text) => {
    const record = parseTlsa(text);
    expect(record.unusable).toBeUndefined();
    expect(matchingDepth(record, chain)).toBe(-1);
  });

  test.each([
    [`0 1 1 ${'ab'.repeat(32)}`, 'usage'],
    [`1 1 1 ${'ab'.repeat(32)}`, 'usage'],
    [`255 1 1 ${'ab'.repeat(32)}`, 'usage'],
    [`3 2 1 ${'ab'.repeat(32)}`, 'selector'],
    [`3 1 3 ${'ab'.repeat(32)}`, 'matching'],
    [`3 1 1 ${'ab'.repeat(31)}`, 'length'],
    [`3 1 2 ${'ab'.repeat(32)}`, 'length'],
    ['3 1 0 abcd', 'length'],
  ])('%s is of no use: %s', (text, why) => {
    const record = parseTlsa(text);
    expect(record.unusable).toBe(why);
    expect(matchingDepth(record, chain)).toBe(-1);
  });

  test('keeps of a whole certificate only its digest', () => {
    expect(parseTlsa(`3 0 0 ${certificates[0]!.raw.toString('hex')}`).data).toHaveLength(64);
  });

  test('of an authority fits a leaf that has signed itself', () => {
    const own = authority.issue({ names: ['mail.example.org'], selfSigned: true }).cert;
    const leaf = new X509Certificate(own);
    const record = parseTlsa(`2 0 1 ${hex('sha256', leaf.raw)}`);
    expect(matchingDepth(record, [viewOf(leaf)])).toBe(0);
  });
});
