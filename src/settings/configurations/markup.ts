import { numbered } from './reading.ts';

/** A tag of XML and the text behind it, where it stands. */
export interface Tag {
  /** Without its namespace; `/name` for an end. */
  readonly name: string;
  /** As written. */
  readonly attributes: string;
  readonly text: string;
  readonly line: number;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const mostTags = 20_000;
const longestTag = 4096;

/** The tags of a document in their order. Entities but the five of XML stay as they are; comments are nothing. */
export function tagsIn(text: string): Tag[] {
  // What is taken away leaves its line ends.
  const bare = text.replace(/<!--[\s\S]*?(?:-->|$)|<[?!][^<>]*>/g, (found) => found.replace(/[^\n]+/g, ''));
  const tags: Tag[] = [];
  let open: { tag: string; line: number } | undefined;
  for (const { text: one, line } of numbered(bare)) {
    const whole: string = open === undefined ? one : `${open.tag} ${one}`;
    const from = open?.line ?? line;
    const before = open?.tag.length ?? 0;
    const cut = whole.lastIndexOf('<');
    // A tag that goes on in the next line.
    const isOpen = cut >= 0 && whole.length - cut < longestTag && !whole.includes('>', cut);
    open = isOpen ? { tag: whole.slice(cut), line: from } : undefined;
    for (const found of (isOpen ? whole.slice(0, cut) : whole).matchAll(/<(\/?[\w.:-]+)([^<>]*)>([^<]*)/g)) {
      const [, name = '', attributes = '', inner = ''] = found;
      const at = found.index < before ? from : line;
      const local = name.replace(/^(\/?)[\w.-]+:/, '$1');
      tags.push({ name: local, attributes, text: decoded(inner.trim()), line: at });
      if (attributes.endsWith('/')) tags.push({ name: `/${local}`, attributes: '', text: '', line: at });
      if (tags.length > mostTags) return tags;
    }
  }
  return tags;
}

const decoded = (text: string): string =>
  text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex?: string, digits?: string, name?: string) => {
    const code = hex === undefined ? Number(digits) : Number.parseInt(hex, 16);
    if (name !== undefined) return entities[name] ?? whole;
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
