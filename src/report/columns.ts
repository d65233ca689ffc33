import stringWidth from 'string-width';

/** Columns that a text takes on a terminal; colours take none, Chinese characters two each. */
export const columnsOf = (text: string): number => stringWidth(text);

export const padTo = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - columnsOf(text)));

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** How much of a text (in code units) fits into so many columns; never a part of a character. */
function fitting(text: string, columns: number): number {
  let taken = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    taken += columnsOf(segment);
    if (taken > columns) return index;
  }
  return text.length;
}

/** The text in at most so many lines of so many columns; what is left over is told by an ellipsis. */
export function fitted(text: string, columns: number, lines: number): string[] {
  if (columnsOf(text) <= columns) return [text];
  if (lines <= 1) return [`${text.slice(0, fitting(text, columns - 1))}…`];
  const end = Math.max(fitting(text, columns), 1);
  const space = text.lastIndexOf(' ', end);
  // A long word is broken where looking for a space would leave most of the line empty.
  const at = space > end / 2 ? space : end;
  return [text.slice(0, at), ...fitted(text.slice(at).trimStart(), columns, lines - 1)];
}
