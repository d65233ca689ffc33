/** Control characters, and those that are invisible or change the direction of what stands around them. */
const unwanted = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\ufffd\u115f\u1160\u3164\uffa0]|\p{Variation_Selector}/u;

const longest = 200;

/** A text that may be shown and put into a client as it is; runs of white space are one space. */
export function plainText(text: string): string | undefined {
  const tidy = text.replace(/\s+/g, ' ').trim();
  return tidy === '' || tidy.length > longest || unwanted.test(tidy) ? undefined : tidy;
}

export const isUnwanted = (text: string): boolean => unwanted.test(text);

/** What a remark quotes: the beginning, in one line. The sink makes it harmless. */
export function excerpt(text: string): string {
  const tidy = text.replace(/\s+/g, ' ').trim();
  return `"${tidy.length > 60 ? `${tidy.slice(0, 59)}…` : tidy}"`;
}

/** An address of a page that may be shown: https, without user or password. */
export function httpsUrl(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length > 500 || isUnwanted(trimmed) || /\s/.test(trimmed) || !URL.canParse(trimmed)) return undefined;
  const url = new URL(trimmed);
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : undefined;
}
