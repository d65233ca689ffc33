import type { Redactor } from '../model/io.ts';
import { keyInName, patternsOf } from './secret-patterns.ts';

const mark = '[secret]';

/** Finds secrets by their value in any text, in the encodings that servers, formats and protocols put them into. */
export function createRedactor(): Redactor {
  const patterns = new Set<string>([keyInName]);
  let search = new RegExp(keyInName, 'gi');
  const put = (pattern: string): void => {
    if (patterns.has(pattern)) return;
    patterns.add(pattern);
    // What is replaced already stays as it is, even where the secret is a part of the mark.
    search = new RegExp([escapeRegExp(mark), ...[...patterns].sort((a, b) => b.length - a.length)].join('|'), 'gi');
  };
  return {
    add(secret) {
      for (const pattern of patternsOf(secret.reveal())) put(pattern);
    },
    addDerived(value) {
      if (value.length >= 4) put(escapeRegExp(value));
    },
    redact: (text) => text.replace(search, mark),
  };
}

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
