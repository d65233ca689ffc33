import type { Effect, Fact, Line, ObservationId, Outcome, SkipReason } from './evidence.ts';
import type { Subject, SubjectKind, SubjectOf } from './subject.ts';

/** Where a conversation writes what it sees; the engine cuts it by stage. */
export interface Journal {
  /** The line is the journal's from here on; only its mark `expected` may still change. */
  line(line: Omit<Line, 'at'>): void;
  /** The network was waited for once. */
  roundTrip(): void;
  connection(): void;
  query(): void;
}

/** What a running probe may do. */
export interface ProbeRun {
  readonly journal: Journal;
  /** Aborted by Ctrl-C or the run's deadline. */
  readonly signal: AbortSignal;
  /** What is known already; only facts in `needs` are sure to be settled. */
  outcome<T>(fact: Fact<T, SubjectKind>, at: Subject): Outcome<T> | undefined;
  value<T>(fact: Fact<T, SubjectKind>, at: Subject): T | undefined;
  /**
   * Runs one stage and records it. When `work` throws `Failed` or `Inconclusive`, that is recorded and the probe ends
   * at once: what it `yields` and has not recorded becomes skipped because of this stage.
   * With `{ ends: false }` a failed stage is recorded, `undefined` is returned, and the probe goes on.
   * The journal of the run belongs to the newest stage; stages that overlap use the one they are given.
   */
  stage<T>(fact: Fact<T, SubjectKind>, work: (journal: Journal) => Promise<T>): Promise<T>;
  stage<T>(
    fact: Fact<T, SubjectKind>,
    work: (journal: Journal) => Promise<T>,
    options: { ends: false },
  ): Promise<T | undefined>;
  /** Records that a stage did not take place. */
  skip(fact: Fact<unknown, SubjectKind>, because: ObservationId | SkipReason): void;
  /** Adds subjects to the run; their probes start at once. A subject that is known already is left alone. */
  discover(...subjects: readonly Subject[]): void;
}

/** Asks one server or the DNS and records what happened. Has no opinion. */
export interface Probe<K extends SubjectKind = SubjectKind> {
  readonly id: string;
  readonly on: K;
  readonly effect: Effect;
  /** False: the probe does not concern this subject and records nothing about it. */
  applies?(at: SubjectOf<K>): boolean;
  /** Facts, on the subject or what it belongs to, that must be observed first; else all of `yields` is skipped. */
  readonly needs?: readonly Fact<unknown, SubjectKind>[];
  /** Facts that must be settled first, whatever came out. */
  readonly after?: readonly Fact<unknown, SubjectKind>[];
  /** What it records on the subject, in stage order. */
  readonly yields: readonly Fact<unknown, K>[];
  /** At most one run at a time may hold each of these keys (politeness); default none. */
  slot?(at: SubjectOf<K>): { readonly key: string; readonly limit: number };
  run(at: SubjectOf<K>, run: ProbeRun): Promise<void>;
}

export const defineProbe = <const K extends SubjectKind>(probe: Probe<K>): Probe<K> => probe;

/** What happens during a run, for progress and `--format ndjson`. */
export type RunEvent =
  | { readonly type: 'started'; readonly probe: string; readonly subject: Subject }
  | { readonly type: 'discovered'; readonly subject: Subject }
  | { readonly type: 'observed'; readonly observation: import('./evidence.ts').Observation }
  | { readonly type: 'finished'; readonly probe: string; readonly subject: Subject };
