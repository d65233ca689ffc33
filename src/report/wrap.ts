/**
 * Breaks a text at spaces so that no line has more than `width` characters; a word that is longer stays whole, so that
 * it can be copied. Later lines begin with `indent`, which does not count.
 */
export function wrap(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${indent}`);
}
