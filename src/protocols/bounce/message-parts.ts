import type { HeaderField } from '../header-fields.ts';

/** A message as far as a bounce can be read out of it. Texts are hostile. */
export interface MessageParts {
  readonly fields: readonly HeaderField[];
  /** Decoded (RFC 2047). */
  readonly subject?: string;
  /** Address of its writer. */
  readonly from?: string;
  /** Its sentences: the plain text, else the words of its HTML. */
  readonly body: string;
  /** Bodies of its `message/delivery-status` parts (RFC 3464, RFC 6533). */
  readonly statuses: readonly string[];
}

/** The words of an HTML page, roughly: for reading, not for showing. */
export const wordsOfHtml = (html: string): string =>
  html
    .replace(/<(style|script|head)\b[^<>]{0,500}>[^<]{0,100000}(?:<(?!\/\1)[^<]{0,100000}){0,50}<\/\1>/gi, ' ')
    .replace(/\s+/g, ' ')
    .replace(/<(?:br|\/p|\/div|\/tr|\/h\d|\/li)\b[^<>]{0,500}>/gi, '\n')
    .replace(/<[^<>]{0,2000}>/g, ' ')
    .replace(/&#(x[\da-f]{1,6}|\d{1,7});/gi, (all, code: string) => character(code) ?? all)
    .replace(/&(lt|gt|nbsp|quot|apos|amp);/g, (_, name: string) => entities[name] as string)
    .replace(/[ \t\u00a0]+/g, ' ');

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', nbsp: ' ', quot: '"', apos: "'", amp: '&' };

function character(code: string): string | undefined {
  const point = /^x/i.test(code) ? Number.parseInt(code.slice(1), 16) : Number(code);
  return point > 31 && point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}
