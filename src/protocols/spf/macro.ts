import { type SpfSyntaxError, syntaxError } from './syntax-error.ts';

/** RFC 7208 section 7.2. */
export type MacroLetter = 's' | 'l' | 'o' | 'd' | 'i' | 'p' | 'v' | 'h' | 'c' | 'r' | 't';

/** One `%{…}`. */
export interface Macro {
  readonly letter: MacroLetter;
  /** Written in upper case: the value is URL-escaped. */
  readonly escaped: boolean;
  /** How many parts on the right are kept; all when left out. */
  readonly keep?: number;
  readonly reversed: boolean;
  /** The characters that part the value; `.` when none was given. */
  readonly delimiters: string;
}

/** Text with macros, read. `%%`, `%_` and `%-` are literals already. */
export interface MacroString {
  readonly text: string;
  readonly parts: readonly (string | Macro)[];
  /** Where the last macro or escape ends in `text`; 0 when there is none. */
  readonly macroEnd: number;
}

export type MacroUse =
  /** The argument of a mechanism or a modifier: no spaces, and not c, r, t. */
  | 'term'
  /** The text that `exp` leads to. */
  | 'explanation';

const escapes: Readonly<Record<string, string>> = { '%': '%', _: ' ', '-': '%20' };

/**
 * Reads a macro-string (RFC 7208 section 7.1). Stops at the first error.
 * @param at where the text stands in the record, for the place of an error
 */
export function parseMacroString(
  text: string,
  use: MacroUse,
  at = 0,
): { readonly value: MacroString } | { readonly error: SpfSyntaxError } {
  const stray = (use === 'term' ? /[^\x21-\x7e]/ : /[^\x20-\x7e]/).exec(text);
  const parts: (string | Macro)[] = [];
  let literal = '';
  let macroEnd = 0;
  let place = 0;
  while (place < text.length) {
    const percent = text.indexOf('%', place);
    const end = percent === -1 ? text.length : percent;
    if (stray !== null && stray.index < end) break;
    literal += text.slice(place, end);
    place = end;
    if (percent === -1) break;
    const after = text[place + 1];
    const meant = after === undefined ? undefined : escapes[after];
    if (meant !== undefined) {
      literal += meant;
      place += 2;
      macroEnd = place;
      continue;
    }
    if (after !== '{') return { error: syntaxError('macro', at + place, text.slice(place)) };
    const read = readMacro(text, place + 2, use, at);
    if ('error' in read) return read;
    if (literal !== '') parts.push(literal);
    literal = '';
    parts.push(read.macro);
    place = read.end;
    macroEnd = place;
  }
  if (stray !== null) return { error: syntaxError('character', at + stray.index, text.slice(stray.index)) };
  if (literal !== '') parts.push(literal);
  return { value: { text, parts, macroEnd } };
}

/** Reads what stands between `%{` and `}`. */
function readMacro(
  text: string,
  start: number,
  use: MacroUse,
  at: number,
): { readonly macro: Macro; readonly end: number } | { readonly error: SpfSyntaxError } {
  const fault = (problem: 'macro-letter' | 'macro-digits' | 'macro-end', place: number) => ({
    error: syntaxError(problem, at + place, text.slice(place)),
  });
  const written = text[start] ?? '';
  const letter = written.toLowerCase();
  if (!isLetter(letter, use)) return fault('macro-letter', start);
  let place = start + 1;
  const take = (wanted: RegExp): string => {
    const from = place;
    while (place < text.length && wanted.test(text[place]!)) place++;
    return text.slice(from, place);
  };
  const digits = take(/[0-9]/);
  if (digits !== '' && Number(digits) === 0) return fault('macro-digits', start + 1);
  const reversed = /r/i.test(text[place] ?? '');
  if (reversed) place++;
  const delimiters = take(/[.\-+,/_=]/);
  if (text[place] !== '}') return fault('macro-end', place);
  return {
    macro: {
      letter,
      escaped: written !== letter,
      // More than any value has parts, yet a number that JSON can hold.
      ...(digits === '' ? {} : { keep: Math.min(Number(digits), 0xffff) }),
      reversed,
      delimiters: delimiters === '' ? '.' : delimiters,
    },
    end: place + 1,
  };
}

const isLetter = (letter: string, use: MacroUse): letter is MacroLetter =>
  letter.length === 1 && (use === 'term' ? 'slodipvh' : 'slodipvhcrt').includes(letter);

/** The letters whose values a text needs, each once. */
export const lettersOf = ({ parts }: MacroString): MacroLetter[] => [
  ...new Set(parts.flatMap((part) => (typeof part === 'string' ? [] : [part.letter]))),
];
