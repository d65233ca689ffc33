import { columnsOf } from './columns.ts';

/**
 * Breaks a text at spaces so that no line takes more than `columns`; a word that is longer stays whole, so that it can
 * be copied. Later lines begin with `indent`, which is not counted.
 */
export function wrap(text: string, columns: number, indent: string): string {
  const lines: string[] = [];
  let line = '';
  let taken = 0;
  for (const word of text.split(' ')) {
    const width = columnsOf(word);
    if (line !== '' && taken + 1 + width > columns) {
      lines.push(line);
      line = word;
      taken = width;
    } else {
      taken += line === '' ? width : width + 1;
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join(`\n${indent}`);
}
