import type { Fact, Observation, Outcome } from '../model/evidence.ts';
import { observationId } from '../model/evidence.ts';
import type { Seen, View } from '../model/finding.ts';
import {
  compareSubjects,
  lineage,
  type Subject,
  type SubjectKind,
  type SubjectOf,
  subjectId,
} from '../model/subject.ts';
import type { Target } from '../model/target.ts';

export interface Gathered {
  readonly observations: readonly Observation[];
  readonly target: Target;
  readonly now: Date;
}

/** An index of observations: what rules and causes may ask of the evidence, whatever order it came in. */
export function createView({ observations: asGathered, target, now }: Gathered): View {
  const observations = [...asGathered].sort((a, b) => compareSubjects(a.subject, b.subject));
  const byId = new Map(observations.map((one) => [one.id, one]));
  const byFact = grouped(observations);
  const subjects = new Map<string, Subject>();
  for (const { subject } of observations) {
    for (const one of lineage(subject)) subjects.set(subjectId(one), one);
  }
  const inOrder = [...subjects.values()].sort(compareSubjects);
  const nearest = (fact: Fact<unknown, SubjectKind>, at: Subject): Observation | undefined => {
    for (const one of lineage(at)) {
      if (one.kind !== fact.on) continue;
      return byId.get(observationId(fact, one));
    }
    return undefined;
  };
  const outcome = <T>(fact: Fact<T, SubjectKind>, at: Subject) => nearest(fact, at)?.outcome as Outcome<T> | undefined;
  return {
    now,
    target,
    subjects: <K extends SubjectKind>(kind: K) => inOrder.filter((one): one is SubjectOf<K> => one.kind === kind),
    outcome,
    value(fact, at) {
      const found = outcome(fact, at);
      return found?.status === 'observed' ? found.value : undefined;
    },
    failure(fact, at) {
      const found = outcome(fact, at);
      return found?.status === 'failed' ? found.failure : undefined;
    },
    id: (fact, at) => nearest(fact, at)?.id,
    all: <T, K extends SubjectKind>(fact: Fact<T, K>) =>
      (byFact.get(fact.id) ?? []) as unknown as readonly Seen<T, K>[],
    observation: (id) => byId.get(id),
  };
}

/** `Map.groupBy` came with Node 21. */
function grouped(observations: readonly Observation[]): Map<string, Observation[]> {
  const groups = new Map<string, Observation[]>();
  for (const one of observations) {
    const group = groups.get(one.fact);
    if (group === undefined) groups.set(one.fact, [one]);
    else group.push(one);
  }
  return groups;
}
