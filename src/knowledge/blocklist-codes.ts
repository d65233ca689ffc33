import type { BlockList, ListError, ListSeverity } from './blocklist.ts';
import { globalErrorCodes } from './blocklists.ts';

/** What one A record says. */
export interface JudgedCode {
  readonly answer: string;
  readonly verdict: ListSeverity | 'unknown';
  readonly meaning: string;
  /** Set when the verdict is unknown. */
  readonly unknown?: ListError | 'rewritten' | 'unknown-code';
}

/** What a list says by its answers. `clean` when there is none. */
export interface AnswerJudgement {
  readonly verdict: ListSeverity | 'clean' | 'unknown';
  /** Set when the verdict is unknown. */
  readonly unknown?: JudgedCode['unknown'];
  /** The meaning of every answer, worst first. */
  readonly meaning: string;
  /** The same, one by one; a mask yields one for each bit. */
  readonly codes: readonly JudgedCode[];
}

/**
 * Reads A records by the list's code table: refusals first, then answers that no list can have given, then exact
 * codes, patterns (narrowest first) and masks. Of several answers the worst decides; a refusal voids them all.
 */
export function judgeAnswer(list: BlockList, answers: readonly string[]): AnswerJudgement {
  const codes = answers
    .flatMap((answer) => judgeOne(list, answer))
    .sort((a, b) => rank(a) - rank(b) || lastOctet(a.answer) - lastOctet(b.answer));
  const [worst] = codes;
  if (worst === undefined) return { verdict: 'clean', meaning: 'not listed', codes };
  return {
    verdict: worst.verdict,
    ...(worst.unknown === undefined ? {} : { unknown: worst.unknown }),
    meaning: [...new Set(codes.map(({ meaning }) => meaning))].join('; '),
    codes,
  };
}

/** Void answers before any verdict; an unknown code counts neither way. */
const order = [
  'key-refused',
  'refused',
  'rate-limited',
  'not-enrolled',
  'rewritten',
  'listed',
  'policy',
  'info',
  'unknown-code',
];
const rank = (one: JudgedCode): number => order.indexOf(one.unknown ?? one.verdict);

function judgeOne(list: BlockList, answer: string): JudgedCode[] {
  const error = lookUp(list.errorCodes, answer) ?? lookUp(globalErrorCodes, answer);
  if (error !== undefined) return [{ answer, verdict: 'unknown', ...error }];
  if (!answer.startsWith('127.')) {
    const meaning = `${answer} is no answer of a list: parked or rewritten`;
    return [{ answer, verdict: 'unknown', unknown: 'rewritten', meaning }];
  }
  const exact = lookUp(list.codes, answer);
  const meanings = exact === undefined ? masked(list, answer) : [exact];
  if (meanings.length > 0) {
    return meanings.map(({ severity, meaning }) => ({
      answer,
      verdict: severity,
      meaning: meaning + value(list, answer),
    }));
  }
  return [{ answer, verdict: 'unknown', unknown: 'unknown-code', meaning: `the code ${answer} is not documented` }];
}

const lastOctet = (answer: string): number => Number(answer.slice(answer.lastIndexOf('.') + 1));

const value = (list: BlockList, answer: string): string =>
  list.valueFrom === undefined ? '' : ` (here ${lastOctet(answer)})`;

/** The entry whose key fits best. */
function lookUp<T>(table: Readonly<Record<string, T>>, answer: string): T | undefined {
  const fitting = Object.keys(table)
    .map((key) => ({ key, width: widthOf(key, answer) }))
    .filter(({ width }) => width > 0)
    .sort((a, b) => a.width - b.width);
  return fitting[0] === undefined ? undefined : table[fitting[0].key];
}

/** How many addresses the pattern stands for; 0 when the answer is none of them. */
function widthOf(pattern: string, answer: string): number {
  const octets = answer.split('.').map(Number);
  const parts = pattern.split('.');
  if (parts.length !== 4) return 0;
  return parts.reduce((width, part, n) => {
    const [low = 0, high = low] = part === '*' ? [0, 255] : part.split('-').map(Number);
    const octet = octets[n] ?? -1;
    return octet >= low && octet <= high ? width * (high - low + 1) : 0;
  }, 1);
}

function masked(list: BlockList, answer: string): { readonly severity: ListSeverity; readonly meaning: string }[] {
  if (list.maskBase === undefined || answer.slice(0, answer.lastIndexOf('.')) !== list.maskBase) return [];
  const bits = lastOctet(answer);
  return Object.entries(list.codes).flatMap(([key, code]) =>
    key.startsWith('mask:') && (Number(key.slice('mask:'.length)) & bits) !== 0 ? [code] : [],
  );
}
