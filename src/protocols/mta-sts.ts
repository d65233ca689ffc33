import { asciiHostName, isHostName } from './dns-names.ts';
import { parseTags, tagValue } from './tag-list.ts';

/** The TXT record of MTA-STS (RFC 8461 section 3.1). */
export interface StsRecord {
  readonly text: string;
  /** Undefined when missing or not 1 to 32 letters and digits: then there is no policy. */
  readonly id?: string;
}

/** RFC 8461 section 3.1: records that do not begin so are discarded. */
export const isStsRecord = (text: string): boolean => /^v=STSv1(?:[ \t]*;|[ \t]*$)/.test(text);

/** Looks like one and would be discarded. */
export const resemblesSts = (text: string): boolean =>
  !isStsRecord(text) && /^[\s"'\ufeff]*v?\s*[=:]?\s*sts\s*v?\s*1/i.test(text.slice(0, 64));

export function parseStsRecord(text: string): StsRecord {
  const id = tagValue(parseTags(text), 'id')?.trim();
  return { text, ...(id !== undefined && /^[A-Za-z0-9]{1,32}$/.test(id) ? { id } : {}) };
}

export type StsProblem =
  | {
      readonly key: 'version' | 'mode' | 'max_age' | 'mx';
      readonly problem: 'missing' | 'value' | 'twice';
      readonly value: string;
    }
  | { readonly key: ''; readonly problem: 'syntax'; readonly value: string };

/** A policy file, read (RFC 8461 section 3.2). `problems` is empty when it holds. */
export interface StsPolicy {
  readonly mode?: 'enforce' | 'testing' | 'none';
  /** Lower case, as written: `mail.example.org`, `*.example.org`. */
  readonly mx: readonly string[];
  /** Seconds. */
  readonly maxAge?: number;
  readonly problems: readonly StsProblem[];
}

const mostLines = 1000;
const mostPatterns = 200;
/** A year, as RFC 8461 section 3.2 has it. */
const longestAge = 31_557_600;

export function parseStsPolicy(text: string): StsPolicy {
  const problems: StsProblem[] = [];
  const single = new Map<string, string>();
  const mx: string[] = [];
  for (const line of text.split(/\r?\n/).slice(0, mostLines)) {
    if (line.trim() === '') continue;
    const [, key, value = ''] = /^([a-z][a-z0-9_.-]{0,31})[ \t]*:[ \t]*(.*?)[ \t]*$/i.exec(line) ?? [];
    if (key === undefined) problems.push({ key: '', problem: 'syntax', value: line.slice(0, 60) });
    else if (key === 'mx') mx.push(value.toLowerCase());
    else if (!single.has(key)) single.set(key, value);
    // RFC 8461 section 3.2: of fields that may stand once, the first counts.
    else if (isKnown(key)) problems.push({ key, problem: 'twice', value: value.slice(0, 60) });
  }
  const check = (key: 'version' | 'mode' | 'max_age', isGood: (value: string) => boolean): string | undefined => {
    const value = single.get(key);
    if (value !== undefined && isGood(value)) return value;
    problems.push({ key, problem: value === undefined ? 'missing' : 'value', value: value?.slice(0, 60) ?? '' });
    return undefined;
  };
  check('version', (value) => value === 'STSv1');
  const mode = check('mode', isMode);
  const age = check('max_age', (value) => /^\d{1,10}$/.test(value) && Number(value) <= longestAge);
  if (mx.length === 0 && mode !== 'none') problems.push({ key: 'mx', problem: 'missing', value: '' });
  const odd = mx.find((pattern) => !isHostName(pattern.replace(/^\*\./, '')));
  if (odd !== undefined) problems.push({ key: 'mx', problem: 'value', value: odd.slice(0, 60) });
  return {
    ...(mode !== undefined && isMode(mode) ? { mode } : {}),
    mx: mx.slice(0, mostPatterns),
    ...(age === undefined ? {} : { maxAge: Number(age) }),
    problems,
  };
}

const isKnown = (key: string): key is 'version' | 'mode' | 'max_age' => ['version', 'mode', 'max_age'].includes(key);
const isMode = (value: string): value is 'enforce' | 'testing' | 'none' =>
  ['enforce', 'testing', 'none'].includes(value);

/** Does a pattern cover the host (RFC 8461 section 4.1)? A wildcard stands for one whole left-most label. */
export function coversHost(patterns: readonly string[], host: string): boolean {
  const name = asciiHostName(host);
  if (name === undefined) return false;
  const behindFirst = name.slice(name.indexOf('.') + 1);
  return patterns.some((pattern) =>
    pattern.startsWith('*.')
      ? name.includes('.') && asciiHostName(pattern.slice(2)) === behindFirst
      : asciiHostName(pattern) === name,
  );
}
