import type { CertificateView } from '../model/tls-view.ts';

/** A certificate that proves nothing any more, and why. */
export interface Weakness {
  readonly certificate: CertificateView;
  readonly by: 'key' | 'signature';
}

/** Least bits by key type (NIST SP 800-57 part 1: 112 bits of security). */
const least: readonly (readonly [RegExp, number])[] = [
  [/^(rsa|dsa|dh)/i, 2048],
  [/^ec/i, 224],
];
const forgeable = /^(?:md5|sha1)With|-with-SHA1$/;

/**
 * The first certificate of a chain, leaf first, that others could have made: its key is too short, or it is signed over
 * MD5 or SHA-1 (RFC 9155, RFC 9325 4.1). Nobody relies on the signature or the key of a root that the server sends.
 */
export function weaknessOf(chain: readonly CertificateView[]): Weakness | undefined {
  for (const [index, certificate] of chain.entries()) {
    if (index > 0 && certificate.selfSigned) continue;
    const { type, bits } = certificate.key;
    const bound = least.find(([pattern]) => pattern.test(type))?.[1];
    if (bound !== undefined && bits > 0 && bits < bound) return { certificate, by: 'key' };
    if (!certificate.selfSigned && forgeable.test(certificate.signature ?? '')) return { certificate, by: 'signature' };
  }
  return undefined;
}
