import { ipBytes } from '../ip.ts';
import { type MacroString, parseMacroString } from './macro.ts';
import { type SpfSyntaxError, type SpfSyntaxProblem, syntaxError } from './syntax-error.ts';
import type { Qualifier, SpfTerm } from './term.ts';

/** What an SPF record says. `errors` is empty when every term follows the grammar. */
export interface SpfRecord {
  /** In the order of the record; those with an error are left out. */
  readonly terms: readonly SpfTerm[];
  readonly errors: readonly SpfSyntaxError[];
}

/** Is the TXT record an SPF record: the version, then a space or the end (RFC 7208 section 4.5)? */
export const isSpfRecord = (text: string): boolean => /^v=spf1(?: |$)/i.test(text);

/** Was it perhaps meant as one? Texts that look like it and are not selected. */
export const resemblesSpf = (text: string): boolean =>
  !isSpfRecord(text) && /^[\s"'\ufeff]*(?:v\s*[=:]\s*spf|spf[12]|spf2\.0)/i.test(text.slice(0, 64));

const version = 'v=spf1'.length;
const mostErrors = 20;

/** Reads a record that `isSpfRecord` (RFC 7208 sections 4.6.1 and 12), in time linear to its length. */
export function parseSpf(text: string): SpfRecord {
  const terms: SpfTerm[] = [];
  const errors: SpfSyntaxError[] = [];
  const seen = new Set<string>();
  for (let at = version; at < text.length && errors.length < mostErrors; ) {
    if (text[at] === ' ') {
      at++;
      continue;
    }
    const end = text.indexOf(' ', at);
    const written = text.slice(at, end === -1 ? text.length : end);
    const read = parseTerm(written, at);
    if ('problem' in read) errors.push(read);
    else if ((read.kind === 'redirect' || read.kind === 'exp') && seen.has(read.kind)) {
      errors.push(syntaxError('twice', at, written));
    } else {
      terms.push(read);
      seen.add(read.kind);
    }
    at += written.length;
  }
  return { terms, errors };
}

function parseTerm(text: string, at: number): SpfTerm | SpfSyntaxError {
  const stray = /[^\x21-\x7e]/.exec(text);
  if (stray !== null) return syntaxError('character', at + stray.index, text.slice(stray.index));
  // An equals sign before any colon or slash makes a modifier (RFC 7208 section 4.6.1).
  const sign = /[=:/]/.exec(text);
  if (sign?.[0] === '=') return parseModifier(text, at, sign.index);
  const qualifier = /^[+\-~?]/.test(text) ? (text[0] as Qualifier) : '+';
  const start = text[0] === qualifier ? 1 : 0;
  const end = sign === null ? text.length : sign.index;
  return parseMechanism({ text, at, qualifier }, text.slice(start, end).toLowerCase(), end);
}

function parseModifier(text: string, at: number, sign: number): SpfTerm | SpfSyntaxError {
  const name = text.slice(0, sign);
  if (!/^[a-z][a-z0-9\-_.]*$/i.test(name)) return syntaxError('modifier-name', at, text);
  const kind = name.toLowerCase();
  const value = text.slice(sign + 1);
  if (kind === 'redirect' || kind === 'exp') {
    const domain = parseDomain(value, at + sign + 1);
    return 'problem' in domain ? domain : { kind, text, at, domain };
  }
  const read = parseMacroString(value, 'term', at + sign + 1);
  return 'error' in read ? read.error : { kind: 'unknown', text, at, name, value: read.value };
}

interface Head {
  readonly text: string;
  readonly at: number;
  readonly qualifier: Qualifier;
}

/** @param end where the name of the mechanism ends in the term */
function parseMechanism(head: Head, kind: string, end: number): SpfTerm | SpfSyntaxError {
  const { text, at } = head;
  const rest = text.slice(end);
  const fault = (problem: SpfSyntaxProblem, place = end): SpfSyntaxError =>
    syntaxError(problem, at + place, text.slice(place));
  switch (kind) {
    case 'all':
      return rest === '' ? { ...head, kind } : fault('argument');
    case 'include':
    case 'exists': {
      if (rest[0] !== ':') return fault('missing-domain');
      const domain = parseDomain(rest.slice(1), at + end + 1);
      return 'problem' in domain ? domain : { ...head, kind, domain };
    }
    case 'ptr': {
      if (rest === '') return { ...head, kind };
      if (rest[0] !== ':') return fault('argument');
      const domain = parseDomain(rest.slice(1), at + end + 1);
      return 'problem' in domain ? domain : { ...head, kind, domain };
    }
    case 'a':
    case 'mx': {
      const { before, bits4, bits6 } = splitDualCidr(rest);
      const lengths = { bits4: prefixLength(bits4, 32), bits6: prefixLength(bits6, 128) };
      if (lengths.bits4 === undefined || lengths.bits6 === undefined)
        return fault('prefix-length', end + before.length);
      const mechanism = { ...head, kind, bits4: lengths.bits4, bits6: lengths.bits6 } as const;
      if (before === '') return mechanism;
      if (before[0] !== ':') return fault('prefix-length');
      const domain = parseDomain(before.slice(1), at + end + 1);
      return 'problem' in domain ? domain : { ...mechanism, domain };
    }
    case 'ip4':
    case 'ip6': {
      if (rest[0] !== ':') return fault('missing-network');
      const slash = rest.indexOf('/');
      const network = rest.slice(1, slash === -1 ? undefined : slash);
      if (ipBytes(network)?.length !== (kind === 'ip4' ? 4 : 16)) return fault(kind, end + 1);
      const most = kind === 'ip4' ? 32 : 128;
      const bits = slash === -1 ? most : prefixLength(rest.slice(slash + 1), most);
      return bits === undefined ? fault('prefix-length', end + slash) : { ...head, kind, network, bits };
    }
    case 'redirect':
    case 'exp':
      return fault(rest[0] === ':' ? 'modifier-colon' : 'mechanism', rest[0] === ':' ? end : 0);
    default:
      return fault('mechanism', 0);
  }
}

/** Takes `/24`, `//64` or `/24//64` off the end; a domain may itself hold slashes. */
function splitDualCidr(rest: string): { before: string; bits4?: string; bits6?: string } {
  const six = /\/\/([0-9]*)$/.exec(rest.slice(-32));
  const head = six === null ? rest : rest.slice(0, -six[0].length);
  const four = /(?<!\/)\/([0-9]*)$/.exec(head.slice(-32));
  return {
    before: four === null ? head : head.slice(0, -four[0].length),
    ...(four === null ? {} : { bits4: four[1]! }),
    ...(six === null ? {} : { bits6: six[1]! }),
  };
}

/** Undefined when it is not a length up to `most`, or has leading zeros; `most` when it was left out. */
function prefixLength(digits: string | undefined, most: number): number | undefined {
  if (digits === undefined) return most;
  return /^(?:0|[1-9][0-9]{0,2})$/.test(digits) && Number(digits) <= most ? Number(digits) : undefined;
}

/** A domain-spec (RFC 7208 section 7.1): it ends in a macro, or in a dot and a top label. */
function parseDomain(text: string, at: number): MacroString | SpfSyntaxError {
  if (text === '') return syntaxError('empty-domain', at, '');
  const read = parseMacroString(text, 'term', at);
  if ('error' in read) return read.error;
  const { macroEnd } = read.value;
  const literal = text.slice(macroEnd);
  if (literal === '') return read.value;
  const name = literal.endsWith('.') ? literal.slice(0, -1) : literal;
  const dot = name.lastIndexOf('.');
  if (dot === -1 || !isTopLabel(name.slice(dot + 1))) return syntaxError('top-label', at, text);
  return read.value;
}

const isTopLabel = (label: string): boolean =>
  (/^[a-z0-9]+$/i.test(label) && /[a-z]/i.test(label)) || /^[a-z0-9]+-[a-z0-9-]*[a-z0-9]$/i.test(label);
