import type { NotTested } from '../model/cause.ts';
import type { Fact, FactId, ObservationId } from '../model/evidence.ts';
import { failureText, isSkipReason, skipText } from '../model/failure-text.ts';
import type { Rule, View } from '../model/finding.ts';
import { type Subject, subjectId } from '../model/subject.ts';

/** Reasons that leave something open which the user may want to know. */
const worthSaying = ['no-credentials', 'not-confirmed', 'interrupted', 'deadline', 'crashed'];

/** What was skipped, by why. */
export interface Skipped {
  /** Because of one of these observations. */
  becauseOf(ids: readonly ObservationId[]): NotTested[];
  /** Because of mailcheck or its user. */
  byUs(): NotTested[];
}

export function createSkipped(rules: readonly Rule[], view: View, subjects: readonly Subject[]): Skipped {
  const facts = new Map<FactId, Fact<unknown>>(rules.flatMap(({ reads }) => reads.map((fact) => [fact.id, fact])));
  const groups = new Map<string, { what: string; where: Map<string, Subject>; because: string }>();
  for (const at of subjects) {
    for (const fact of facts.values()) {
      if (fact.on !== at.kind) continue;
      const outcome = view.outcome(fact, at);
      if (outcome?.status !== 'skipped') continue;
      if (!isSkipReason(outcome.because) && isSettledElsewhere(fact, outcome.because, at, view)) continue;
      const key = `${fact.id} ${outcome.because}`;
      const group = groups.get(key) ?? { what: fact.title, where: new Map(), because: outcome.because };
      group.where.set(subjectId(at), at);
      groups.set(key, group);
    }
  }
  const those = (isMeant: (because: string) => boolean): NotTested[] =>
    [...groups.values()]
      .filter(({ because }) => isMeant(because))
      .map(({ what, where, because }) => ({
        what,
        where: [...where.values()],
        because,
        reason: reasonOf(because, view),
      }));
  return {
    becauseOf: (ids) => those((because) => ids.includes(because)),
    byUs: () => merged(those((because) => worthSaying.includes(because))),
  };
}

/**
 * True when nothing stays open: another address of the same service was tested, or passed the stage that failed here
 * (what did not take place behind it has reasons of its own).
 */
function isSettledElsewhere(fact: Fact<unknown>, because: ObservationId, at: Subject, view: View): boolean {
  if (at.kind !== 'endpoint') return false;
  const obstacle = view.observation(because);
  const isOther = ({ subject }: { readonly subject: Subject }) =>
    subject.kind === 'endpoint' && subject.ip !== at.ip && subjectId({ ...subject, ip: at.ip }) === subjectId(at);
  return (
    view.all(fact).some((one) => isOther(one) && one.outcome.status !== 'skipped') ||
    (obstacle?.outcome.status === 'failed' &&
      view
        .all({ id: obstacle.fact, on: 'endpoint', title: '' })
        .some((one) => isOther(one) && one.outcome.status === 'observed'))
  );
}

/** One entry for one thing that was not tested for one reason, however many facts told it. */
function merged(entries: readonly NotTested[]): NotTested[] {
  const byKey = new Map<string, NotTested>();
  for (const entry of entries) {
    const key = `${entry.what} ${entry.because}`;
    const known = byKey.get(key);
    byKey.set(key, known === undefined ? entry : { ...known, where: [...known.where, ...entry.where] });
  }
  return [...byKey.values()];
}

function reasonOf(because: string, view: View): string {
  if (isSkipReason(because)) return skipText(because);
  const outcome = view.observation(because)?.outcome;
  if (outcome?.status === 'failed') return failureText(outcome.failure);
  if (outcome?.status === 'inconclusive') return outcome.reason;
  return 'what was found there does not allow it';
}
