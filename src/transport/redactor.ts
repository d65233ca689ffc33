import type { Redactor } from '../model/redactor.ts';
import { keyInName, patternsOf } from './secret-patterns.ts';

const mark = '[secret]';

/** Texts known to hold no secret: what is recorded is told, kept and shown, so most come several times. */
const mostHarmless = 2_000;
const longestHarmless = 500;

/** Finds secrets by their value in any text, in the encodings that servers, formats and protocols put them into. */
export function createRedactor(): Redactor {
  // Apart, because a new search for all encodings takes a tenth of a second to compile, and values come all the time.
  const encodings = createSearch();
  const values = createSearch();
  values.put(keyInName);
  const harmless = new Set<string>();
  return {
    add(secret) {
      harmless.clear();
      for (const pattern of patternsOf(secret.reveal())) encodings.put(pattern);
    },
    addDerived(value) {
      harmless.clear();
      if (value.length >= 4) values.put(escapeRegExp(value));
    },
    redact(text) {
      if (harmless.has(text)) return text;
      const find = (where: string): Range[] => [...encodings.in(where), ...values.in(where)];
      const found = [find(text), ...lineEnds.map((end) => acrossLines(text, end, find))].flat();
      if (found.length > 0) return without(text, found);
      if (harmless.size >= mostHarmless) harmless.clear();
      if (text.length <= longestHarmless) harmless.add(text);
      return text;
    },
  };
}

type Range = readonly [from: number, to: number];

/** A search for any of the patterns that are put into it, without regard to case. */
function createSearch(): { put(pattern: string): void; in(text: string): Range[] } {
  const patterns = new Set<string>();
  let search: RegExp | undefined;
  return {
    put(pattern) {
      if (patterns.has(pattern)) return;
      patterns.add(pattern);
      search = undefined;
    },
    in(text) {
      if (patterns.size === 0) return [];
      // What is replaced already stays as it is, even where the secret is a part of the mark.
      search ??= new RegExp([escapeRegExp(mark), ...[...patterns].sort((a, b) => b.length - a.length)].join('|'), 'gi');
      return [...text.matchAll(search)].map(({ 0: match, index }) => [index, index + match.length]);
    },
  };
}

/** How a long text is broken: with `=` before it in quoted-printable; with a space behind it in a header. */
const lineEnds = [/=?\r?\n/g, /\r?\n[ \t]/g];

/** What is found when line ends are taken out, as ranges of the text with them. */
function acrossLines(text: string, lineEnd: RegExp, find: (text: string) => Range[]): Range[] {
  const pieces: { readonly text: string; readonly at: number; readonly start: number }[] = [];
  let [at, start] = [0, 0];
  for (const { 0: end, index } of text.matchAll(lineEnd)) {
    pieces.push({ text: text.slice(at, index), at, start });
    start += index - at;
    at = index + end.length;
  }
  if (pieces.length === 0) return [];
  pieces.push({ text: text.slice(at), at, start });
  const original = (position: number): number => {
    const piece = pieces.findLast((one) => one.start <= position) ?? { at: 0, start: 0 };
    return piece.at + position - piece.start;
  };
  return find(pieces.map((piece) => piece.text).join('')).map(([from, to]) => [original(from), original(to - 1) + 1]);
}

/** The text with the mark in place of each range; ranges that overlap are one. */
function without(text: string, ranges: readonly Range[]): string {
  const parts: string[] = [];
  let end = 0;
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    if (from >= end) parts.push(text.slice(end, from), mark);
    end = Math.max(end, to);
  }
  return parts.join('') + text.slice(end);
}

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
