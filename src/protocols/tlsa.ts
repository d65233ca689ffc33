import { createHash } from 'node:crypto';
import type { CertificateView } from '../model/tls-view.ts';

/** One TLSA record (RFC 6698 section 2). */
export interface TlsaRecord {
  /** 0 PKIX-TA, 1 PKIX-EE, 2 DANE-TA, 3 DANE-EE. */
  readonly usage: number;
  /** 0 the certificate, 1 its public key. */
  readonly selector: number;
  /** 0 the thing itself, 1 its SHA-256, 2 its SHA-512. */
  readonly matching: number;
  /** Lower-case hex. Of the thing itself, its SHA-256 (`matching` stays 0). */
  readonly data: string;
  /**
   * Why senders of mail pass it over (RFC 7672 section 3.1): usages 0 and 1, unknown numbers, or data that cannot be
   * of its matching type.
   */
  readonly unusable?: 'usage' | 'selector' | 'matching' | 'length';
}

/** Reads `3 1 1 0c72…`. */
export function parseTlsa(text: string): TlsaRecord {
  const [usage = '', selector = '', matching = '', ...rest] = text.split(' ');
  const hex = rest.join('').toLowerCase();
  const record = { usage: Number(usage), selector: Number(selector), matching: Number(matching) };
  const unusable = whyUnusable(record, hex);
  const data = record.matching === 0 ? createHash('sha256').update(hex, 'hex').digest('hex') : hex;
  return { ...record, data, ...(unusable === undefined ? {} : { unusable }) };
}

const lengths: Readonly<Record<number, number>> = { 1: 64, 2: 128 };

function whyUnusable(
  { usage, selector, matching }: Pick<TlsaRecord, 'usage' | 'selector' | 'matching'>,
  hex: string,
): TlsaRecord['unusable'] {
  if (usage !== 2 && usage !== 3) return 'usage';
  if (selector !== 0 && selector !== 1) return 'selector';
  if (matching !== 0 && matching !== 1 && matching !== 2) return 'matching';
  const wanted = lengths[matching];
  return (wanted === undefined ? hex.length > 64 : hex.length === wanted) ? undefined : 'length';
}

/** What a presented chain and a record have in common: the certificate that matches, leaf first; -1 for none. */
export function matchingDepth(record: TlsaRecord, chain: readonly CertificateView[]): number {
  if (record.unusable !== undefined) return -1;
  return chain.findIndex(({ digests, selfSigned }, depth) => {
    // An end entity is the leaf; an authority stands above it, or is the leaf where that has signed itself.
    const isPlace = record.usage === 3 ? depth === 0 : depth > 0 || selfSigned;
    const of = record.selector === 0 ? digests?.certificate : digests?.key;
    return isPlace && of !== undefined && (record.matching === 2 ? of.sha512 : of.sha256) === record.data;
  });
}
