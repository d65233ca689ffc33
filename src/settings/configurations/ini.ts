import { type Entry, numbered } from './reading.ts';

/** A section of a file with its entries. */
export interface Section {
  /** As it is written between the brackets. */
  readonly name: string;
  readonly line: number;
  readonly entries: readonly Entry[];
}

/** How programs differ in what they read of such files. */
export interface IniStyle {
  /** What stands between name and value: `=`, or `[=:]`. */
  readonly delimiter: RegExp;
  /** Names are the same in capitals. */
  readonly anyCase?: true;
  readonly value?: (text: string) => string;
}

/** Sections, names and values. What stands before the first section is in one without a name. */
export function readIni(text: string, { delimiter, anyCase, value = (one) => one.trim() }: IniStyle): Section[] {
  const sections: { name: string; line: number; entries: Entry[] }[] = [{ name: '', line: 1, entries: [] }];
  for (const { text: one, line } of numbered(text)) {
    if (/^\s*(?:[#;].*)?$/.test(one)) continue;
    const header = /^\s*\[(.*)\]\s*$/.exec(one);
    if (header !== null) {
      sections.push({ name: (header[1] as string).trim(), line, entries: [] });
      continue;
    }
    const cut = delimiter.exec(one);
    const key = (cut === null ? one : one.slice(0, cut.index)).trim();
    const rest = cut === null ? '' : one.slice(cut.index + cut[0].length);
    sections.at(-1)?.entries.push({ key: anyCase ? key.toLowerCase() : key, value: value(rest), line });
  }
  return sections;
}
