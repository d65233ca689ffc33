/** One `name=value` of a tag list. Hostile text. */
export interface Tag {
  /** As written: names are case-sensitive in DKIM, and not in DMARC. */
  readonly name: string;
  readonly value: string;
}

/** A place where a list breaks the grammar. */
export interface TagFault {
  readonly problem: 'no-value' | 'bad-name' | 'twice' | 'empty';
  /** What stands there, cut to a few characters. */
  readonly found: string;
}

export interface TagList {
  /** In the order of the text; of a name that stands there twice, the first. */
  readonly tags: readonly Tag[];
  readonly faults: readonly TagFault[];
}

const most = 100;
const longestQuote = 60;

/** Reads `v=DKIM1; p=…`: the list of RFC 6376 section 3.2, which DMARC, MTA-STS, TLS-RPT and BIMI share. */
export function parseTags(text: string): TagList {
  const tags = new Map<string, Tag>();
  const faults: TagFault[] = [];
  const parts = text.split(';', most + 1);
  for (const [index, part] of parts.slice(0, most).entries()) {
    const trimmed = part.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
    // A semicolon may end the list.
    if (trimmed === '' && index === parts.length - 1) continue;
    const fault = (problem: TagFault['problem']) => faults.push({ problem, found: trimmed.slice(0, longestQuote) });
    const sign = trimmed.indexOf('=');
    const name = trimmed.slice(0, sign === -1 ? undefined : sign).trimEnd();
    if (trimmed === '') fault('empty');
    else if (sign === -1) fault('no-value');
    else if (!/^[a-z][a-z0-9_]*$/i.test(name)) fault('bad-name');
    else if (tags.has(name.toLowerCase())) fault('twice');
    else tags.set(name.toLowerCase(), { name, value: trimmed.slice(sign + 1).trimStart() });
  }
  return { tags: [...tags.values()], faults };
}

/** The value of a tag, whatever the case of its name. */
export const tagValue = ({ tags }: TagList, name: string): string | undefined =>
  tags.find((tag) => tag.name.toLowerCase() === name)?.value;
