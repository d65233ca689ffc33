import { unusable } from './exchange.ts';

/** SASLprep (RFC 4013) as far as it changes what people type: spaces, invisible characters, NFKC; no controls. */
export function prepare(text: string): string {
  const prepared = text
    .replace(/[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/g, ' ')
    .replace(/\u00ad|\u034f|\u1806|[\u180b-\u180d]|\u200c|\u200d|\u2060|[\ufe00-\ufe0f]|\ufeff/g, '')
    .normalize('NFKC');
  if (prepared === '' || /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(prepared)) throw unusable();
  return prepared;
}
