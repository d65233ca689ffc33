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
 * Text that CI systems read as commands to themselves: `::error::` at the beginning of a word, which may become that of
 * a line (an IPv6 address may stay), and `##[group]`, `##vso[…]`, `##teamcity[…]` anywhere.
 */
const ciCommand = /(?<!\S):(?=:)(?!:[\da-f:.]+(?![^\s)\],;]))|#(?=#(?:\[|vso\[|teamcity\[))/gi;

const escaped = (found: string): string => {
  const code = found.codePointAt(0) ?? 0;
  if (found === '\t') return ' ';
  if (found === '\r') return '\\r';
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
};

/** Text made harmless for a terminal and a CI log, whoever wrote it. Line feeds stay. */
export const harmless = (text: string): string =>
  text.replace(harmful, escaped).replace(ciCommand, (found) => `${found}\\`);

/** Text of servers, files or people, made harmless; on one line, at most 512 characters. */
export const forTerminal = (text: string): string =>
  harmless((text.length > longest ? `${text.slice(0, longest)}…` : text).replaceAll('\n', ' / '));

/**
 * JSON in ASCII alone: no reader's encoding, terminal or line-splitter can take it for something else, nor a CI system
 * for `##[…]`, which it would find anywhere.
 */
export function asciiJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(
    /[\u007f-\uffff]|#(?=#)/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
