import { defaultLimits } from '../model/limits.ts';

/** A keyword that a server offers, upper case, and its parameters as written. */
export interface Keyword {
  readonly name: string;
  readonly args: string;
}

/** What every protocol's offer has. */
export interface Offered {
  readonly keywords: readonly Keyword[];
  /** SASL mechanisms, upper case, distinct, in the server's order, at most 64. */
  readonly mechanisms: readonly string[];
  readonly starttls: boolean;
  /** Words that look like a keyword overwritten in transit. */
  readonly mangled: readonly string[];
}

/** Also says whether the protocol's own login command may be used. */
export interface OfferedWithLogin extends Offered {
  readonly plainLogin: boolean;
}

/** No server offers more; the rest is dropped. */
const mostKeywords = 256;

export const capKeywords = (keywords: readonly Keyword[]): readonly Keyword[] => keywords.slice(0, mostKeywords);

/** Mechanism names out of a server's list (RFC 4422 3.1). Anything else is dropped. */
export function mechanismNames(words: Iterable<string>): string[] {
  const names = new Set<string>();
  for (const word of words) {
    const name = word.toUpperCase();
    if (/^[A-Z0-9_-]{1,20}$/.test(name)) names.add(name);
    if (names.size === defaultLimits.mechanisms) break;
  }
  return [...names];
}

/** Cisco's "ESMTP fixup" and its like put `XXXXXXXA` where STARTTLS stood, keeping the length. */
export const isMangled = (word: string): boolean => /^X{4,}[A-Z]?$/i.test(word);

/** CR, LF or NUL inside a line: no protocol here allows them, and each has been used to smuggle a reply. */
export const hasStrayControl = (line: string): boolean => /[\0\r\n]/.test(line);
