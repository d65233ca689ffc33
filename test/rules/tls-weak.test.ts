import { expect, test } from 'vitest';
import type { CertificateView } from '../../src/model/tls-view.ts';
import { weaknessOf } from '../../src/protocols/certificate-weakness.ts';
import weakKey from '../../src/rules/tls/weak-key.ts';
import { verdictsOf, viewOf } from '../evidence.ts';
import { certificateOf, host, imaps, session } from './tls-evidence.ts';

const leaf = certificateOf();
const issuer = (differs: Partial<CertificateView>) => certificateOf({ subject: 'R11', isCa: true, ...differs });
const short = { key: { type: 'rsa', bits: 1024 } };
const root = issuer({ ...short, selfSigned: true, signature: 'sha1WithRSAEncryption' });

test.each<[string, CertificateView[], ReturnType<typeof verdictsOf>]>([
  [
    'a signature over SHA-1',
    [certificateOf({ signature: 'sha1WithRSAEncryption' })],
    [{ message: 'signature', args: { host, port: 993, signature: 'sha1WithRSAEncryption' } }],
  ],
  [
    'an intermediate signed over MD5',
    [leaf, issuer({ signature: 'md5WithRSAEncryption' }), root],
    [{ message: 'signature', args: { host, port: 993, signature: 'md5WithRSAEncryption' } }],
  ],
  [
    'an intermediate with a short key',
    [leaf, issuer(short), root],
    [{ message: 'issuer', args: { host, port: 993, name: 'R11', type: 'rsa', bits: 1024 } }],
  ],
])('tls/weak-key tells %s', (_, chain, expected) => {
  expect(verdictsOf(weakKey, viewOf([session(imaps, { chain })]))).toEqual(expected);
});

test.each<[string, CertificateView[]]>([
  ['no certificate', []],
  ['a weak root behind a good leaf', [leaf, root]],
  ['a signature of its own over SHA-1', [certificateOf({ selfSigned: true, signature: 'ecdsa-with-SHA1' })]],
  ['SHA-256', [certificateOf({ signature: 'sha256WithRSAEncryption' })]],
  ['an algorithm that has no name here', [certificateOf({ signature: '1.2.3', key: { type: '1.2.4', bits: 8 } })]],
])('there is no weakness in %s', (_, chain) => {
  expect(weaknessOf(chain)).toBeUndefined();
});
