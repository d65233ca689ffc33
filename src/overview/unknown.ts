import type { Fact } from '../model/evidence.ts';
import { failureText, isSkipReason, skipText } from '../model/failure-text.ts';
import type { View } from '../model/finding.ts';
import type { RecordLine } from '../model/report.ts';
import type { Subject, SubjectKind } from '../model/subject.ts';

/** Why there is nothing to show of a fact; empty when it was observed, or does not concern the subject. */
export function unknown(fact: Fact<unknown, SubjectKind>, at: Subject, view: View): RecordLine[] {
  const outcome = view.outcome(fact, at);
  if (outcome === undefined || outcome.status === 'observed') return [];
  return [{ depth: 0, text: '', note: `not known: ${why(outcome)}` }];
}

function why(outcome: Exclude<NonNullable<ReturnType<View['outcome']>>, { status: 'observed' }>): string {
  switch (outcome.status) {
    case 'failed':
      return failureText(outcome.failure);
    case 'inconclusive':
      return outcome.reason;
    case 'skipped':
      return isSkipReason(outcome.because) ? skipText(outcome.because) : 'what it needs could not be found out';
  }
}

/** A text of the world in the room that a line has. */
export const cut = (text: string, most = 200): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
