import { parseTags, tagValue } from './tag-list.ts';

/** A TLS-RPT record (RFC 8460 section 3). */
export interface TlsRptRecord {
  readonly text: string;
  /** Good addresses: `mailto:` and `https:`. */
  readonly addresses: readonly string[];
  /** Written where an address belongs, and none. */
  readonly faults: readonly string[];
}

export const isTlsRptRecord = (text: string): boolean => /^v=TLSRPTv1[ \t]*(?:;|$)/.test(text);
export const resemblesTlsRpt = (text: string): boolean =>
  !isTlsRptRecord(text) && /^[\s"'\ufeff]*v?\s*[=:]?\s*tls-?rpt/i.test(text.slice(0, 64));

const mostAddresses = 20;

export function parseTlsRpt(text: string): TlsRptRecord {
  const rua = tagValue(parseTags(text), 'rua');
  const written = rua === undefined ? [] : rua.split(',', mostAddresses).map((one) => one.trim());
  const isGood = (uri: string) => /^mailto:[^@\s]+@[^@\s]+\.[^@\s]+$/i.test(uri) || /^https:\/\/[^\s/]+/i.test(uri);
  return { text, addresses: written.filter(isGood), faults: written.filter((uri) => !isGood(uri)) };
}
