import { type BlockList, globalErrorCodes, type ListError, type ListSeverity } from './blocklists.ts';

/** What a list says by its answers. `clean` when there is none. */
export interface AnswerJudgement {
  readonly verdict: ListSeverity | 'clean' | 'unknown';
  /** Set when the verdict is unknown. */
  readonly unknown?: ListError | 'rewritten' | 'unknown-code';
  /** The meaning of every answer, worst first. */
  readonly meaning: string;
}

interface Judged extends AnswerJudgement {
  readonly verdict: ListSeverity | 'unknown';
}

/**
 * Reads A records by the list's code table: refusals first, then answers that no list can have given, then exact
 * codes, patterns (narrowest first) and masks. Of several answers the worst decides; a refusal voids them all.
 */
export function judgeAnswer(list: BlockList, answers: readonly string[]): AnswerJudgement {
  const judged = answers.flatMap((answer) => judgeOne(list, answer)).sort((a, b) => rank(a) - rank(b));
  const [worst] = judged;
  if (worst === undefined) return { verdict: 'clean', meaning: 'not listed' };
  const meaning = [...new Set(judged.map((one) => one.meaning))].join('; ');
  return { ...worst, meaning };
}

/** Void answers before any verdict; an unknown code counts neither way. */
const order = ['refused', 'rate-limited', 'not-enrolled', 'rewritten', 'listed', 'policy', 'info', 'unknown-code'];
const rank = (one: Judged): number => order.indexOf(one.unknown ?? one.verdict);

function judgeOne(list: BlockList, answer: string): Judged[] {
  const error = lookUp(list.errorCodes, answer) ?? lookUp(globalErrorCodes, answer);
  if (error !== undefined) return [{ verdict: 'unknown', unknown: error.unknown, meaning: error.meaning }];
  if (!answer.startsWith('127.')) {
    return [
      { verdict: 'unknown', unknown: 'rewritten', meaning: `${answer} is no answer of a list: parked or rewritten` },
    ];
  }
  const exact = lookUp(list.codes, answer);
  const meanings = exact === undefined ? masked(list, answer) : [exact];
  if (meanings.length > 0) return meanings.map(({ severity, meaning }) => ({ verdict: severity, meaning }));
  return [{ verdict: 'unknown', unknown: 'unknown-code', meaning: `the code ${answer} is not documented` }];
}

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
  const dot = answer.lastIndexOf('.');
  if (list.maskBase === undefined || answer.slice(0, dot) !== list.maskBase) return [];
  const bits = Number(answer.slice(dot + 1));
  return Object.entries(list.codes).flatMap(([key, code]) =>
    key.startsWith('mask:') && (Number(key.slice('mask:'.length)) & bits) !== 0 ? [code] : [],
  );
}
