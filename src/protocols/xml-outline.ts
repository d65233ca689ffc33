/** What can be told of an XML document without reading it. */
export interface XmlOutline {
  /** What a document type says the root is, lower case; `` for one that says nothing. Undefined: there is none. */
  readonly doctype?: string;
  /** Name of the first element, lower case. */
  readonly root?: string;
  /** Elements inside elements, at most. */
  readonly depth: number;
  readonly elements: number;
}

/**
 * Counts, in one pass and without recursion, what a parser would have to hold; to be asked before it is let loose.
 * Of a text that is not well-formed the figures are not meant to be right, and the parser will say so.
 */
export function outlineXml(text: string): XmlOutline {
  let doctype: string | undefined;
  let root: string | undefined;
  let open = 0;
  let depth = 0;
  let elements = 0;
  let at = text.indexOf('<');
  while (at >= 0) {
    let end: number;
    if (text.startsWith('<!--', at)) end = behind(text, '-->', at + 4);
    else if (text.startsWith('<![CDATA[', at)) end = behind(text, ']]>', at + 9);
    else if (text.startsWith('<?', at)) end = behind(text, '?>', at + 2);
    else if (text.startsWith('<!', at)) {
      doctype ??= nameAfter(/<!doctype\s+([\w:-]*)/iy, text, at);
      end = at + 2;
    } else {
      end = endOfTag(text, at + 1);
      if (text[at + 1] === '/') open--;
      else {
        elements++;
        root ??= nameAfter(/<([\w:-]*)/y, text, at);
        depth = Math.max(depth, open + 1);
        if (text[end - 2] !== '/') open++;
      }
    }
    at = text.indexOf('<', end);
  }
  return {
    ...(doctype === undefined ? {} : { doctype }),
    ...(root === undefined ? {} : { root }),
    depth,
    elements,
  };
}

function nameAfter(sticky: RegExp, text: string, at: number): string {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[1]?.toLowerCase() ?? '';
}

const behind = (text: string, mark: string, from: number): number => {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + mark.length;
};

/** Just behind the `>` that no quotes hold. */
function endOfTag(text: string, from: number): number {
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const char = text[at]!;
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return at + 1;
  }
  return text.length;
}
