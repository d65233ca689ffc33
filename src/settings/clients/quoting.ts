import { domainToUnicode } from 'node:url';
import type { Problem } from '../problem.ts';

/*
 * How a value is written in each format. Nothing here meets a control character, a line end or half of a surrogate pair:
 * those are refused before any writer. `undefined`: the format cannot say it.
 */

/** A string of JSON, which JavaScript, Python and TOML read as the same string. */
export const codeString = (text: string): string => JSON.stringify(text);

/** Single quotes know two escapes and no interpolation. */
export const rubyString = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

export const xmlText = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[char] ?? '&quot;');

/** An A-label in letters, but where it hides something. */
function readable(label: string): string {
  const letters = domainToUnicode(label);
  return /^[\p{L}\p{M}\p{N}-]+$/u.test(letters) ? letters : label;
}

/** Two hyphens end a comment of XML; a name that has them by its encoding is shown as it is read. */
export const xmlComment = (text: string): string =>
  text.replace(/\bxn--[a-z0-9-]+/gi, readable).replace(/-(?=-|$)/g, '- ');

/** Double quotes with a backslash before `"` and `\`: mbsync, git. */
export const backslashQuoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;

/**
 * The value of a variable in a `.env` file. Its many readers agree on single quotes without a backslash before a
 * backslash or at the end, and on double quotes around what is plain.
 */
export function dotenvValue(text: string): string | undefined {
  if (/^[A-Za-z0-9_@%+.:/-]+$/.test(text)) return text;
  if (!text.includes("'")) return /\\(?=\\|$)/.test(text) ? undefined : `'${text}'`;
  return /[\\"$`]/.test(text) ? undefined : `"${text}"`;
}

/** A value of a Java properties file; Spring would fill in `${…}`, so that cannot be said. */
export function propertiesValue(text: string): string | undefined {
  if (/[$#]\{/.test(text)) return undefined;
  return text
    .replace(/\\/g, '\\\\')
    .replace(/^[ #!:=]/, '\\$&')
    .replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What to answer when a format cannot say a value. The value is not repeated: it may be long or hostile. */
export const unwritable = (what: string, title: string, because: string): Problem => ({
  problem: `${what} cannot be written for ${title}: ${because}.`,
  wayOut: 'Set up this client by hand, or choose another user name at the server.',
});
