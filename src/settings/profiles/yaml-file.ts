import {
  type Document,
  type ErrorCode,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import { isTooDeep } from '../yaml-depth.ts';

/** Where a value stands: `['profiles', 'work', 'incoming', 0, 'host']`. */
export type Path = readonly (string | number)[];

/** What is wrong in a file, and where; for people. Never holds a value of the file: it may be a secret. */
export interface Flaw {
  /** From 1. */
  readonly line: number;
  readonly at?: Path;
  readonly text: string;
  readonly wayOut?: string;
}

export interface YamlFile {
  readonly value: unknown;
  /** The line of a key or of an item of a list; where it is missing, of what it is missing in. */
  lineOf(path: Path): number;
}

const mostAliases = 100;

/** What the parser complains of, in our words: its own may quote the file. */
const complaints: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: 'an alias (*) has something beside it; a text that begins with * needs quotes',
  BAD_DQ_ESCAPE:
    'a backslash in a text with double quotes is followed by a character that means nothing; use single quotes',
  BAD_INDENT: 'the indentation does not fit what stands above, or a bracket is not closed',
  BAD_SCALAR_START: 'a text that begins with this character needs quotes',
  BLOCK_AS_IMPLICIT_KEY: 'there are two colons in one line; a text with ": " in it needs quotes',
  MISSING_CHAR: 'a quote, a colon or a space is missing',
  MULTIPLE_DOCS: 'there is a second document (---) in the file',
  NON_STRING_KEY: 'a key is not a text',
  RESOURCE_EXHAUSTION: 'it is nested too deeply',
  TAB_AS_INDENT: 'there is a tab in the indentation; use spaces',
};

/** Reads YAML 1.2 without tags: no text of a file makes anything but maps, lists, texts, numbers and booleans. */
export function readYaml(text: string): YamlFile | Flaw {
  if (isTooDeep(text)) return { line: 1, text: 'it is nested too deeply' };
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    stringKeys: true,
    // Takes the square of their number; looked for below.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
    lineCounter: lines,
  });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const [error] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  if (error !== undefined) return complaint(error, lineAt);
  const flaw = forbidden(document, lineAt);
  if (flaw !== undefined) return flaw;
  try {
    const value: unknown = document.toJS({ maxAliasCount: mostAliases });
    return { value, lineOf: (path) => lineAt(offsetOf(document, path)) };
  } catch {
    return { line: 1, text: 'aliases (*) are missing what they stand for, or there are too many of them' };
  }
}

const tagged = 'a tag (!) has no meaning here; a text that begins with ! needs quotes';

const complaint = ({ code, pos }: YAMLError, lineAt: (offset: number) => number): Flaw => ({
  line: lineAt(pos[0]),
  text: code === 'TAG_RESOLVE_FAILED' ? tagged : (complaints[code] ?? 'this is not valid YAML'),
});

/** Tags, and keys that stand twice or that every object of JavaScript has. */
function forbidden(document: Document, lineAt: (offset: number) => number): Flaw | undefined {
  let flaw: Flaw | undefined;
  const found = (node: unknown, text: string): symbol => {
    flaw = { line: lineAt(isNode(node) ? (node.range?.[0] ?? 0) : 0), text };
    return visit.BREAK;
  };
  visit(document, {
    Node(_, node) {
      if (!isAlias(node) && node.tag !== undefined) return found(node, tagged);
      if (!isMap(node)) return undefined;
      const seen = new Set<string>();
      for (const { key } of node.items) {
        const name = isScalar(key) ? String(key.value) : '';
        if (seen.has(name)) return found(key, 'this key stands twice in its place');
        if (name in Object.prototype) return found(key, 'this name cannot be used for a key');
        seen.add(name);
      }
      return undefined;
    },
  });
  return flaw;
}

/** Where a path leads, as far as it leads anywhere: the key of a map, the item of a list. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined || !isNode(pair.key)) return offset;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (!isNode(node)) return offset;
      offset = node.range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}
