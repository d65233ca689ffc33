import type { SpfAsked, SpfProblem } from '../facts/spf.ts';
import type { Answer, Questions } from './questions.ts';

/** RFC 7208 section 4.6.4, and what follows from it. */
export interface SpfLimits {
  /** Terms that ask the DNS. */
  readonly lookups: number;
  /** Terms that lead to nothing. */
  readonly voids: number;
  /** Mail exchangers of one `mx`, and names behind the address. */
  readonly names: number;
  /** Different questions. The default is what the limits above can come to, so it never changes a result. */
  readonly questions: number;
  readonly deadlineMs: number;
}

const lookups = 10;
const names = 10;
export const spfLimits: SpfLimits = {
  lookups,
  voids: 2,
  names,
  // The record, each term with its names, `exp` and the names for a %{p} in it.
  questions: 1 + lookups * (1 + names) + 1 + (1 + names),
  deadlineMs: 20_000,
};

/** What stays the same through one check. */
export interface SpfRun {
  readonly ip: string;
  readonly sender: string;
  readonly local: string;
  readonly senderDomain: string;
  readonly helo: string;
  readonly receiver: string;
  /** Seconds since 1970. */
  readonly seconds: number;
  readonly limits: SpfLimits;
  readonly questions: Questions;
  lookups: number;
  voids: number;
}

/** What one term has asked. A term counts as void once, however many of its questions come back empty. */
export interface TermRun {
  readonly asked: SpfAsked[];
  void: boolean;
}

export const termRun = (): TermRun => ({ asked: [], void: false });

/** Counts a lookup before it is made. */
export function countLookup(run: SpfRun): SpfProblem | undefined {
  if (run.lookups >= run.limits.lookups) return { code: 'too-many-lookups', limit: run.limits.lookups };
  run.lookups++;
  return undefined;
}

/**
 * Takes an answer in: notes it with the term, and counts it when it is void.
 * @param forgiving a failure of the DNS is no problem, as for names behind an address (RFC 7208 section 5.5)
 * @returns what ends the check
 */
export function take(
  run: SpfRun,
  term: TermRun,
  { asked, withheld }: Answer,
  forgiving = false,
): SpfProblem | undefined {
  term.asked.push(asked);
  if (withheld !== undefined) return { code: withheld };
  if (asked.failure !== undefined) {
    return forgiving ? undefined : { code: 'dns', name: asked.name, type: asked.type, failure: asked.failure };
  }
  if (asked.found !== 'records' && !term.void) {
    term.void = true;
    run.voids++;
    if (run.voids > run.limits.voids) return { code: 'too-many-voids', limit: run.limits.voids };
  }
  return undefined;
}
