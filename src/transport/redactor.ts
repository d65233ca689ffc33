import type { Redactor } from '../model/io.ts';
import { keyInName, patternsOf } from './secret-patterns.ts';

const mark = '[secret]';

/** Finds secrets by their value in any text, in the encodings that servers, formats and protocols put them into. */
export function createRedactor(): Redactor {
  // Apart, because a new search for all encodings takes a tenth of a second to compile, and values come all the time.
  const encodings = createSearch();
  const values = createSearch();
  values.put(keyInName);
  return {
    add(secret) {
      for (const pattern of patternsOf(secret.reveal())) encodings.put(pattern);
    },
    addDerived(value) {
      if (value.length >= 4) values.put(escapeRegExp(value));
    },
    redact(text) {
      const found = [...encodings.in(text), ...values.in(text)];
      return found.length === 0 ? text : without(text, found);
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
