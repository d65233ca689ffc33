import type { Limits } from '../model/limits.ts';
import type { ParserStep } from '../model/reply-parser.ts';

/** A quoted string, literal, atom or number as text; NIL as null; a parenthesised list as an array. */
export type WireValue = string | null | readonly WireValue[];

type Violation = Extract<ParserStep<never>, { violation: string }>['violation'];
export type ReadStep = 'complete' | { readonly literal: number } | { readonly violation: Violation };

/** Reads the values of one response as its pieces arrive, in time linear to their length and without recursion. */
export interface ValueReader {
  readonly values: readonly WireValue[];
  /** The text up to a line end. */
  text(chunk: string): ReadStep;
  /** The bytes that a `{ literal }` step announced; more text follows. */
  literal(bytes: Uint8Array): void;
}

/** The value syntax that IMAP (RFC 9051 4) and ManageSieve (RFC 5804 4) share; `plus` allows `{n+}`. */
export function valueReader(limits: Limits, options: { readonly plus: boolean }): ValueReader {
  const values: WireValue[] = [];
  const outer: WireValue[][] = [];
  let list = values;

  function text(chunk: string): ReadStep {
    let at = 0;
    while (at < chunk.length) {
      const char = chunk[at]!;
      if (char === ' ' || char === '\t') at++;
      else if (char === '(') {
        if (outer.length === limits.nesting) return { violation: 'nested-too-deep' };
        const inner: WireValue[] = [];
        list.push(inner);
        outer.push(list);
        list = inner;
        at++;
      } else if (char === ')') {
        const parent = outer.pop();
        if (parent === undefined) return { violation: 'malformed-reply' };
        list = parent;
        at++;
      } else if (char === '"') {
        const quoted = quotedString(chunk, at);
        if (quoted === undefined) return { violation: 'malformed-reply' };
        list.push(quoted.value);
        at = quoted.end;
      } else if (char === '{' || (char === '~' && chunk[at + 1] === '{')) {
        return announced(chunk.slice(at), limits.literal, options.plus);
      } else {
        const atom = atomAt(chunk, at);
        at += atom.length;
        // Bytes would follow that must not be read as lines, if this were meant as a literal.
        if (at === chunk.length && /\{\d*\+?\}$/.test(atom)) return { violation: 'bad-literal' };
        list.push(/^nil$/i.test(atom) ? null : atom);
      }
    }
    return outer.length === 0 ? 'complete' : { violation: 'malformed-reply' };
  }

  return { values, text, literal: (bytes) => void list.push(decodeText(bytes)) };
}

/** UTF-8 when the bytes are valid, otherwise one character a byte, as lines are decoded. */
function decodeText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes);
  const text = buffer.toString('utf8');
  return buffer.equals(Buffer.from(text)) ? text : buffer.toString('latin1');
}

function atomAt(chunk: string, start: number): string {
  const atom = /[^ \t()]+/y;
  atom.lastIndex = start;
  return atom.exec(chunk)![0];
}

function quotedString(chunk: string, start: number): { value: string; end: number } | undefined {
  const parts: string[] = [];
  let from = start + 1;
  for (let at = from; at < chunk.length; at++) {
    const char = chunk[at];
    if (char === '"') {
      parts.push(chunk.slice(from, at));
      return { value: parts.join(''), end: at + 1 };
    }
    if (char === '\\') {
      parts.push(chunk.slice(from, at));
      from = ++at;
    }
  }
  return undefined;
}

/** Plain digits that fit 63 bits, or nothing: a size that two readers take differently smuggles data. */
function announced(text: string, cap: number, plus: boolean): ReadStep {
  const digits = /^~?\{(\d{1,19})(\+?)\}$/.exec(text);
  if (digits === null || (digits[2] === '+' && !plus)) return { violation: 'bad-literal' };
  const bytes = Number(digits[1]);
  return bytes > cap ? { violation: 'literal-too-long' } : { literal: bytes };
}
