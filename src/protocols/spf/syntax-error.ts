/** What is wrong with a place in an SPF record. Closed, so that rules and pages can tell them apart. */
export type SpfSyntaxProblem = keyof typeof expectations;

/** What the grammar of RFC 7208 section 12 wants at a place, in words. */
const expectations = {
  character: 'a visible ASCII character',
  mechanism: 'all, a, mx, ptr, ip4, ip6, include, exists, or a modifier as name=value',
  argument: 'the end of the term',
  'missing-domain': 'a colon and a domain name',
  'empty-domain': 'a domain name',
  'top-label': 'a domain name of two labels or more, the last one not all digits, or a macro at its end',
  macro: '{, %, _ or - behind the percent sign',
  'macro-letter': 'one of the macro letters s l o d i p h v',
  'macro-digits': 'a number above zero',
  'macro-end': 'digits, r, delimiters out of . - + , / _ =, then a closing brace',
  'missing-network': 'a colon and an IP address',
  ip4: 'an IPv4 address of four numbers',
  ip6: 'an IPv6 address',
  'prefix-length': 'a prefix length without leading zeros, at most 32 for IPv4 and 128 for IPv6',
  'modifier-name': 'a name that begins with a letter and holds letters, digits, -, _ and . only',
  'modifier-colon': 'an equals sign: this is a modifier',
  twice: 'this modifier only once',
} as const;

/** One place where a record breaks the grammar. */
export interface SpfSyntaxError {
  readonly problem: SpfSyntaxProblem;
  /** Characters before the place, from the start of the record. */
  readonly at: number;
  /** In words. */
  readonly expected: string;
  /** What stands there instead, cut to a few characters; empty at the end of a term. Hostile. */
  readonly found: string;
}

const longestQuote = 40;

/** The error at a place; `found` is the text from there to the end of the term. */
export const syntaxError = (problem: SpfSyntaxProblem, at: number, found: string): SpfSyntaxError => ({
  problem,
  at,
  expected: expectations[problem],
  found: found.slice(0, longestQuote),
});
