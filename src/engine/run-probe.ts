import {
  type Fact,
  type Observation,
  type ObservationId,
  type Outcome,
  observationId,
  type SkipReason,
} from '../model/evidence.ts';
import { Failed, Inconclusive } from '../model/failure.ts';
import type { Journal, Probe, ProbeRun } from '../model/probe.ts';
import { lineage, type Subject, type SubjectKind } from '../model/subject.ts';
import type { Ledger } from './ledger.ts';
import { type Counts, createRunJournal, type StageLog } from './run-journal.ts';

/** What the run lends to each of its probes. Times in milliseconds since the run began. */
export interface Surroundings {
  readonly ledger: Ledger;
  readonly signal: AbortSignal;
  readonly counts: Counts;
  clock(): number;
  redact(text: string): string;
  discover(subjects: readonly Subject[], by: ObservationId | undefined): void;
}

/** Unwinds a probe whose stage has failed; never leaves the engine. */
class StageEnded extends Error {
  readonly because: ObservationId;
  constructor(because: ObservationId) {
    super('the stage ended its probe');
    this.because = because;
  }
}

export interface Running {
  /** Records what is left as skipped, with what was heard so far. */
  abandon(reason: SkipReason): void;
  /** The newest observation of the probe, or the one it waited for. */
  last(): ObservationId | undefined;
  /** Never rejects. Gives the text of a fault of the probe itself. */
  readonly done: Promise<string | undefined>;
}

/**
 * Runs one probe at one subject and records its stages.
 * @param waitedFor the observation that the probe could not start before
 */
export function runProbe(
  probe: Probe,
  at: Subject,
  waitedFor: ObservationId | undefined,
  around: Surroundings,
): Running {
  const { ledger, clock } = around;
  const journal = createRunJournal(clock, around.redact, around.counts);
  const working = new Map<
    string,
    { readonly log: StageLog; readonly startedAt: number; readonly waitedFor: ObservationId | undefined }
  >();
  let last = waitedFor;

  const put = (fact: Pick<Fact<unknown>, 'id'>, outcome: Outcome<unknown>, now = clock()): ObservationId => {
    const id = observationId(fact, at);
    const work = working.get(fact.id);
    const startedAt = work?.startedAt ?? now;
    const waited = work === undefined ? last : work.waitedFor;
    working.delete(fact.id);
    ledger.record({
      id,
      fact: fact.id,
      subject: at,
      outcome,
      span: {
        startedAt: Math.round(startedAt),
        ms: Math.round(now - startedAt),
        roundTrips: work?.log.roundTrips ?? 0,
        ...(waited === undefined ? {} : { waitedFor: waited }),
      },
      transcript: work?.log.transcript ?? [],
    });
    if (outcome.status !== 'skipped') last = id;
    return id;
  };
  const skipRest = (because: ObservationId | SkipReason) => {
    for (const fact of probe.yields) {
      if (ledger.get(observationId(fact, at)) === undefined) put(fact, { status: 'skipped', because });
    }
  };

  async function stage<T>(
    fact: Fact<T, SubjectKind>,
    work: (journal: Journal) => Promise<T>,
    options?: { ends: false },
  ): Promise<T | undefined> {
    const begun = journal.begin();
    working.set(fact.id, { log: begun.log, startedAt: clock(), waitedFor: last });
    try {
      const value = await work(begun.journal);
      put(fact, { status: 'observed', value });
      return value;
    } catch (error) {
      const outcome = outcomeOf(error);
      if (outcome === undefined) throw error;
      const id = put(fact, outcome);
      if (options?.ends === false) return undefined;
      throw new StageEnded(id);
    }
  }
  const run: ProbeRun = {
    journal: journal.journal,
    signal: around.signal,
    outcome: (fact, subject) => nearest(ledger, fact, subject)?.outcome as never,
    value(fact, subject) {
      const outcome = nearest(ledger, fact, subject)?.outcome;
      return outcome?.status === 'observed' ? (outcome.value as never) : undefined;
    },
    stage: stage as ProbeRun['stage'],
    skip: (fact, because) => void put(fact, { status: 'skipped', because }),
    discover: (...subjects) => around.discover(subjects, last),
  };

  const work = async (): Promise<string | undefined> => {
    try {
      await probe.run(at as never, run);
      skipRest('not-applicable');
    } catch (error) {
      if (error instanceof StageEnded) skipRest(error.because);
      else {
        skipRest('crashed');
        return `${probe.id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
      }
    }
    return undefined;
  };
  return { abandon: skipRest, last: () => last, done: Promise.resolve().then(work) };
}

/** The observation of a fact at a subject or at what it belongs to. */
export function nearest(ledger: Ledger, fact: Fact<unknown, SubjectKind>, at: Subject): Observation | undefined {
  const home = lineage(at).find(({ kind }) => kind === fact.on);
  return home === undefined ? undefined : ledger.get(observationId(fact, home));
}

function outcomeOf(error: unknown): Outcome<never> | undefined {
  if (error instanceof Failed) return { status: 'failed', failure: error.failure };
  if (error instanceof Inconclusive) return { status: 'inconclusive', reason: error.reason };
  return undefined;
}
