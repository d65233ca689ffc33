import stringWidth from 'fast-string-width';

/** Columns that a text takes on a terminal; colours take none, Chinese characters two each. */
export const columnsOf = (text: string): number => stringWidth(text);

export const padTo = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - columnsOf(text)));

/** Every character takes one column. */
const isPlain = (text: string): boolean => /^[ -~]*$/.test(text);

/** Made when a text asks for it: that takes as long as a third of a start. */
let graphemes: Intl.Segmenter | undefined;

/** How much of a text (in code units) fits into so many columns; never a part of a character. */
function fitting(text: string, columns: number): number {
  if (isPlain(text)) return Math.min(text.length, Math.max(0, columns));
  let taken = 0;
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const { segment, index } of graphemes.segment(text)) {
    taken += columnsOf(segment);
    if (taken > columns) return index;
  }
  return text.length;
}

/**
 * The text in so many lines at most, the first of `columns`, the others of `later`; what is left over is told by an
 * ellipsis.
 */
export function fitted(text: string, lines: number, columns: number, later = columns): string[] {
  if (columnsOf(text) <= columns) return [text];
  if (lines <= 1) return [`${text.slice(0, fitting(text, columns - 1))}…`];
  const end = Math.max(fitting(text, columns), 1);
  const space = text.lastIndexOf(' ', end);
  const [word = ''] = text.slice(space + 1).split(' ', 1);
  // A word is broken when the next line could not hold it either.
  const at = space > 0 && columnsOf(word) <= later ? space : end;
  return [text.slice(0, at).trimEnd(), ...fitted(text.slice(at).trimStart(), lines - 1, later)];
}
