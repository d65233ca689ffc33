/** The most characters of one quoted text; the rest is for `--format json`. */
const longest = 512;

/**
 * Control characters but line feeds are told as escapes, as are invisible and direction-changing ones (Trojan Source,
 * Unicode TR 36) and halves of surrogate pairs.
 */
const harmful = new RegExp(
  [
    '[\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b-\\u200f]',
    '[\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb]',
    '[\\ud800-\\udbff](?![\\udc00-\\udfff])',
    '(?<![\\ud800-\\udbff])[\\udc00-\\udfff]',
    '\\udb40[\\udc00-\\udfff]',
  ].join('|'),
  'g',
);

/**
 * Text that CI systems read as commands to themselves: `::error …` where a line may begin (GitHub trims it first; no
 * IPv6 address has such letters behind its colons), and `##[group]`, `##vso[…]`, `##teamcity[…]` anywhere.
 */
const ciCommand = /(?<!\S):(?=:[0-9a-f]{0,4}(?:[g-z]|-[a-z]))|#(?=#(?:\[|vso\[|teamcity\[))/gi;

const escaped = (found: string): string => {
  const code = found.codePointAt(0) ?? 0;
  if (found === '\t') return ' ';
  if (found === '\r') return '\\r';
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
};

/** Text made harmless for a terminal and a CI log; line feeds stay. */
export const harmless = (text: string): string =>
  text.replace(harmful, escaped).replace(ciCommand, (found) => `${found}\\`);

/** Text of servers, files or people, made harmless; on one line, at most 512 characters. */
export const forTerminal = (text: string): string => harmless(cut(text, longest).replaceAll('\n', ' / '));

/** At most so many characters, the last one `…` where something is missing; no pair of surrogates is torn. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/**
 * JSON in ASCII alone: no reader's encoding, terminal or line-splitter can take it for something else; nor can a CI
 * system find its commands in it, which it looks for at any place of a line.
 */
export function asciiJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent)
    .replace(/[\u007f-\uffff]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/##(?=\[|vso\[|teamcity\[)/gi, '#\\u0023');
}
