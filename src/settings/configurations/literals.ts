import { type Entry, lineAt } from './reading.ts';

/** A pair of an object or hash, and whether its value is a literal that can be read. Names of inner ones have dots. */
export interface Pair extends Entry {
  readonly isLiteral: boolean;
}

/** How deep objects are looked into, and how much of them is read. */
const deepest = 4;
const mostPairs = 200;
const longestObject = 64 * 1024;

/**
 * The pairs of the object of JavaScript, JSON or Ruby that begins at `from` with `{` or `(`: `host: 'x'`, `"host": "x"`,
 * `:host => 'x'`. Anything but literals is open; what is inside functions and lists is not looked at.
 */
export function pairsAt(text: string, from: number): Pair[] {
  const pairs: Pair[] = [];
  const open: string[] = [];
  const names: string[] = [];
  let at = from;
  let key: { name: string; own: string; at: number } | undefined;
  const end = Math.min(text.length, from + longestObject);
  while (at < end && pairs.length < mostPairs) {
    const rest = text.slice(at, at + 4096);
    const blank = /^(?:\s+|\/\/[^\n]*|#(?!\{)[^\n]*|\/\*[\s\S]*?\*\/|,)/.exec(rest)?.[0];
    if (blank !== undefined) at += blank.length;
    else if (key !== undefined && rest.startsWith('{{')) {
      // A template fills it in.
      const made = /^\{\{[^{}\n]{0,200}\}\}/.exec(rest)?.[0] ?? '{{';
      pairs.push({ key: key.name, value: made, line: lineAt(text, key.at), isLiteral: false });
      at += made.length;
      key = undefined;
    } else if (/^[{([]/.test(rest)) {
      open.push(rest[0] as string);
      names.push(key?.own ?? '');
      key = undefined;
      at++;
      if (open.length > deepest) return pairs;
    } else if (/^[})\]]/.test(rest)) {
      open.pop();
      names.pop();
      at++;
      key = undefined;
      if (open.length === 0) return pairs;
    } else if (key === undefined) {
      const [whole, quoted, plain, symbol] =
        /^(?:["']([\w.-]+)["']\s*(?::(?!:)|=>)|([A-Za-z_$][\w$]*)\s*:(?!:)|:([a-z_]\w*)\s*=>)\s*/.exec(rest) ?? [];
      const name = quoted ?? plain ?? symbol;
      const short = name === undefined && open.at(-1) === '{' ? /^([A-Za-z_$][\w$]*)\s*(?=[,}])/.exec(rest) : null;
      if (short !== null) {
        // `{ host, port }`: the value is that of a variable of this name.
        const own = short[1] as string;
        const path = [...names.filter((one) => one !== ''), own].join('.');
        pairs.push({ key: path, value: own, line: lineAt(text, at), isLiteral: false });
        at += short[0].length;
      } else if (whole === undefined || name === undefined)
        at += /^(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\w$.]+|[\s\S])/.exec(rest)?.[0].length ?? 1;
      else {
        key = { name: [...names.filter((one) => one !== ''), name].join('.'), own: name, at };
        at += whole.length;
      }
    } else {
      const literal =
        /^(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\$]|\\.)*)`|(true|false|null|nil|\d+(?:_\d+)*)|:(\w+))(?=\s*(?:[,)}\]\n;]|\/\/|#|$))/.exec(
          rest,
        );
      const line = lineAt(text, key.at);
      if (literal === null) {
        // An expression ends with the pair.
        const made = expressionIn(rest);
        pairs.push({ key: key.name, value: made, line, isLiteral: false });
        at += Math.max(made.length, 1);
      } else {
        const [whole, double, single, template, word, symbol] = literal;
        const value =
          (double ?? single ?? template)?.replace(/\\(.)/g, '$1') ?? word?.replaceAll('_', '') ?? symbol ?? '';
        pairs.push({ key: key.name, value, line, isLiteral: true });
        at += whole.length;
      }
      key = undefined;
    }
  }
  return pairs;
}

/** Whether a line comment begins before an offset in its line: `//`, `#`, or `*` of a block. */
export function isInComment(text: string, offset: number): boolean {
  const from = Math.max(text.lastIndexOf('\n', offset - 1) + 1, offset - longestIndent);
  return /^\s*(?:\/\/|#|\*|\/\*)/.test(text.slice(from, offset));
}

const longestIndent = 500;

/** Up to the comma or bracket that ends it. */
function expressionIn(text: string): string {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (/["'`]/.test(char)) {
      const end = text.indexOf(char, at + 1);
      if (end < 0) return text.slice(0, at + 1);
      at = end;
    } else if (/[({[]/.test(char)) depth++;
    else if (/[)}\]]/.test(char) && depth-- === 0) return text.slice(0, at);
    else if ((char === ',' || char === '\n') && depth === 0) return text.slice(0, at);
  }
  return text;
}
