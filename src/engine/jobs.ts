import type { Fact } from '../model/evidence.ts';
import { type Effect, type ObservationId, observationId, type SkipReason, within } from '../model/evidence.ts';
import type { Probe } from '../model/probe.ts';
import { lineage, type Subject, type SubjectKind, subjectId } from '../model/subject.ts';
import { type Ledger, rootOf } from './ledger.ts';

/** One probe at one subject. */
export interface Job {
  readonly id: string;
  readonly probe: Probe;
  readonly at: Subject;
  /** The observation that brought the subject into the run. */
  readonly discoveredBy: ObservationId | undefined;
}

export type Readiness =
  | { readonly state: 'waiting' }
  | { readonly state: 'ready'; readonly waitedFor: ObservationId | undefined }
  | { readonly state: 'skip'; readonly because: ObservationId | SkipReason };

/** What a job waits for, seen in the ledger. */
export interface JobBoard {
  /** Jobs for these subjects and all that they belong to, each once in a run. */
  add(probes: readonly Probe[], subjects: readonly Subject[], by: ObservationId | undefined): Job[];
  readiness(job: Job): Readiness;
}

/** @param onSubject is told of each subject that is new in the run */
export function createJobBoard(ledger: Ledger, ceiling: Effect, onSubject: (subject: Subject) => void): JobBoard {
  const known = new Set<string>();
  const created = new Set<string>();
  /** Observations that some job will record, sooner or later. */
  const expected = new Set<ObservationId>();

  const settled = (fact: Fact<unknown, SubjectKind>, at: Subject) => {
    const home = lineage(at).find(({ kind }) => kind === fact.on);
    if (home === undefined) return { state: 'never' } as const;
    const observation = ledger.get(observationId(fact, home));
    if (observation !== undefined) return { state: 'settled', observation } as const;
    if (expected.has(observationId(fact, home))) return { state: 'waiting' } as const;
    return { state: 'never' } as const;
  };

  return {
    add(probes, subjects, by) {
      const jobs: Job[] = [];
      for (const at of subjects.flatMap((subject) => lineage(subject).reverse())) {
        if (!known.has(subjectId(at))) onSubject(at);
        known.add(subjectId(at));
        for (const probe of probes) {
          const id = `${probe.id}@${subjectId(at)}`;
          if (probe.on !== at.kind || created.has(id)) continue;
          if (probe.applies?.(at as never) === false) continue;
          created.add(id);
          for (const fact of probe.yields) expected.add(observationId(fact, at));
          jobs.push({ id, probe, at, discoveredBy: by });
        }
      }
      return jobs;
    },
    readiness({ probe, at, discoveredBy }) {
      if (!within(probe.effect, ceiling)) return { state: 'skip', because: 'above-effect-ceiling' };
      let waitedFor = discoveredBy === undefined ? undefined : ledger.get(discoveredBy);
      const wait = (one: NonNullable<typeof waitedFor>) => {
        const end = (of: typeof one) => of.span.startedAt + of.span.ms;
        if (waitedFor === undefined || end(one) >= end(waitedFor)) waitedFor = one;
      };
      let isWaiting = false;
      for (const fact of probe.needs ?? []) {
        const need = settled(fact, at);
        if (need.state === 'never') return { state: 'skip', because: 'not-applicable' };
        if (need.state === 'waiting') isWaiting = true;
        else if (need.observation.outcome.status === 'observed') wait(need.observation);
        else return { state: 'skip', because: rootOf(need.observation.outcome, need.observation.id) };
      }
      for (const fact of probe.after ?? []) {
        const before = settled(fact, at);
        if (before.state === 'waiting') isWaiting = true;
        else if (before.state === 'settled' && before.observation.outcome.status !== 'skipped')
          wait(before.observation);
      }
      return isWaiting ? { state: 'waiting' } : { state: 'ready', waitedFor: waitedFor?.id };
    },
  };
}
