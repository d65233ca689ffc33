import type { Fact, Line, Outcome } from '../../src/model/evidence.ts';
import { Failed, Inconclusive } from '../../src/model/failure.ts';
import type { Journal, Probe, ProbeRun } from '../../src/model/probe.ts';
import { lineage, type Subject, type SubjectKind, type SubjectOf, subjectId } from '../../src/model/subject.ts';

export interface FakeJournal extends Journal {
  readonly lines: Omit<Line, 'at'>[];
  readonly counts: { roundTrips: number; connections: number; queries: number };
}

export function fakeJournal(): FakeJournal {
  const lines: Omit<Line, 'at'>[] = [];
  const counts = { roundTrips: 0, connections: 0, queries: 0 };
  return {
    lines,
    counts,
    line: (line) => void lines.push(line),
    roundTrip: () => void counts.roundTrips++,
    connection: () => void counts.connections++,
    query: () => void counts.queries++,
  };
}

/** What is known before the probe runs. */
export type Known = readonly (readonly [fact: Fact<unknown, SubjectKind>, at: Subject, outcome: Outcome<unknown>])[];

/** A value that was observed before the probe runs. */
export const observed = <T>(fact: Fact<T, SubjectKind>, at: Subject, value: T): Known[number] => [
  fact,
  at,
  { status: 'observed', value },
];

export interface Ran {
  /** What the probe recorded at its subject. */
  outcome<T>(fact: Fact<T, SubjectKind>): Outcome<T> | undefined;
  /** The observed value; throws when it is anything else. */
  value<T>(fact: Fact<T, SubjectKind>): T;
  readonly discovered: readonly string[];
  readonly journal: FakeJournal;
}

class StageEnded extends Error {}

/** Runs one probe as the engine does: stages end it, and what it did not record is skipped. */
export async function runProbe<K extends SubjectKind>(
  probe: Probe<K>,
  at: SubjectOf<K>,
  options: { readonly known?: Known; readonly signal?: AbortSignal } = {},
): Promise<Ran> {
  const outcomes = new Map<string, Outcome<unknown>>();
  const key = (fact: Fact<unknown, SubjectKind>, subject: Subject) => `${fact.id}@${subjectId(subject)}`;
  for (const [fact, subject, outcome] of options.known ?? []) outcomes.set(key(fact, subject), outcome);
  const journal = fakeJournal();
  const discovered: string[] = [];

  const lookUp = <T>(fact: Fact<T, SubjectKind>, from: Subject): Outcome<T> | undefined => {
    const home = lineage(from).find((subject) => outcomes.has(key(fact, subject)));
    return home === undefined ? undefined : (outcomes.get(key(fact, home)) as Outcome<T>);
  };
  const record = (fact: Fact<unknown, SubjectKind>, outcome: Outcome<unknown>): void => {
    if (!probe.yields.some((one) => one.id === fact.id)) throw new Error(`${probe.id} does not yield ${fact.id}`);
    if (outcomes.has(key(fact, at))) throw new Error(`${fact.id} was recorded twice`);
    outcomes.set(key(fact, at), outcome);
  };
  async function stage<T>(fact: Fact<T, SubjectKind>, work: (journal: Journal) => Promise<T>): Promise<T>;
  async function stage<T>(
    fact: Fact<T, SubjectKind>,
    work: (journal: Journal) => Promise<T>,
    o: { ends: false },
  ): Promise<T | undefined>;
  async function stage<T>(fact: Fact<T, SubjectKind>, work: (journal: Journal) => Promise<T>, o?: { ends: false }) {
    try {
      const value = await work(journal);
      record(fact, { status: 'observed', value });
      return value;
    } catch (error) {
      if (error instanceof Failed) record(fact, { status: 'failed', failure: error.failure });
      else if (error instanceof Inconclusive) record(fact, { status: 'inconclusive', reason: error.reason });
      else throw error;
      if (o?.ends === false) return undefined;
      for (const rest of probe.yields) {
        if (!outcomes.has(key(rest, at))) outcomes.set(key(rest, at), { status: 'skipped', because: key(fact, at) });
      }
      throw new StageEnded();
    }
  }
  const run: ProbeRun = {
    journal,
    signal: options.signal ?? new AbortController().signal,
    outcome: lookUp,
    value: (fact, from) => {
      const found = lookUp(fact, from);
      return found?.status === 'observed' ? found.value : undefined;
    },
    stage,
    skip: (fact, because) => record(fact, { status: 'skipped', because }),
    discover: (...subjects) => void discovered.push(...subjects.map(subjectId)),
  };

  try {
    await probe.run(at, run);
  } catch (error) {
    if (!(error instanceof StageEnded)) throw error;
  }
  for (const fact of probe.yields) {
    if (!outcomes.has(key(fact, at))) throw new Error(`${probe.id} recorded nothing for ${fact.id}`);
  }
  return {
    outcome: (fact) => outcomes.get(key(fact, at)) as never,
    value: (fact) => {
      const found = outcomes.get(key(fact, at));
      if (found?.status !== 'observed') throw new Error(`${fact.id}: ${JSON.stringify(found)}`);
      return found.value as never;
    },
    discovered,
    journal,
  };
}
