import type { Effect, Observation, ObservationId, SkipReason } from '../model/evidence.ts';
import { observationId } from '../model/evidence.ts';
import type { Probe, RunEvent } from '../model/probe.ts';
import type { Evidence, Timing } from '../model/report.ts';
import type { Subject } from '../model/subject.ts';
import { createJobBoard, type Job } from './jobs.ts';
import { createLedger } from './ledger.ts';
import { longestChain } from './longest-chain.ts';
import { type Running, runProbe, type Surroundings } from './run-probe.ts';
import { createSlots } from './slots.ts';

/** What a run is told. Times in milliseconds. */
export interface GatherOptions {
  readonly probes: readonly Probe[];
  readonly seeds: readonly Subject[];
  /** Probes with a stronger effect are skipped. */
  readonly ceiling: Effect;
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
  /** Milliseconds since the run began. */
  clock(): number;
  /** What is recorded passes through it. */
  redact(text: string): string;
  /** The second round: what the first one's failures ask for. Asked once, when all else is settled. */
  experiments(observations: readonly Observation[]): {
    readonly probes: readonly Probe[];
    readonly seeds: readonly Subject[];
  };
  readonly onEvent?: (event: RunEvent) => void;
}

export interface Gathering {
  readonly observations: readonly Observation[];
  readonly timing: Timing;
  readonly interrupted?: Evidence['interrupted'];
  readonly crashes: readonly string[];
}

/**
 * Runs every probe at every subject as soon as what it needs is known; subjects that probes discover join at once.
 * Resolves when all is settled, or at once when the signal or the deadline ends the run. Never rejects.
 */
export function gather(options: GatherOptions): Promise<Gathering> {
  return new Promise((resolve) => {
    const started = options.clock();
    const tell = options.onEvent ?? (() => {});
    const stop = new AbortController();
    const counts = { connections: 0, queries: 0 };
    const crashes: string[] = [];
    const ledger = createLedger((observation) => {
      tell({ type: 'observed', observation });
      schedule();
    });
    const board = createJobBoard(ledger, options.ceiling, (subject) => tell({ type: 'discovered', subject }));
    const slots = createSlots();
    const running = new Map<Job, Running>();
    let waiting: Job[] = [];
    let probes = options.probes;
    let rounds = 0;
    let ended = false;

    const around: Surroundings = {
      ledger,
      counts,
      signal: stop.signal,
      clock: options.clock,
      redact: options.redact,
      discover: (subjects, by) => {
        add(subjects, by);
        schedule();
      },
    };
    const add = (subjects: readonly Subject[], by?: ObservationId) => {
      waiting.push(...board.add(probes, subjects, by));
    };
    const skip = (job: Job, because: ObservationId | SkipReason) => {
      for (const fact of job.probe.yields) {
        ledger.record({
          id: observationId(fact, job.at),
          fact: fact.id,
          subject: job.at,
          outcome: { status: 'skipped', because },
          span: { startedAt: Math.round(options.clock()), ms: 0, roundTrips: 0 },
          transcript: [],
        });
      }
    };
    const start = (job: Job, waitedFor: ObservationId | undefined) => {
      tell({ type: 'started', probe: job.probe.id, subject: job.at });
      const probe = runProbe(job.probe, job.at, waitedFor, around);
      running.set(job, probe);
      void probe.done.then((crash) => {
        if (ended) return;
        if (crash !== undefined) crashes.push(options.redact(crash));
        running.delete(job);
        slots.leave(job, probe.last());
        tell({ type: 'finished', probe: job.probe.id, subject: job.at });
        schedule();
      });
    };

    /** Starts and skips what can be; a skip may free others, so it looks again until nothing moves. */
    const pass = (): boolean => {
      const before = waiting;
      waiting = [];
      let moved = false;
      for (const job of before) {
        const readiness = board.readiness(job);
        if (readiness.state === 'skip') skip(job, readiness.because);
        else if (readiness.state === 'waiting' || !slots.take(job)) {
          waiting.push(job);
          continue;
        } else start(job, slots.freedBy(job) ?? readiness.waitedFor);
        moved = true;
      }
      return moved;
    };
    let isPassing = false;
    const schedule = () => {
      if (ended || isPassing) return;
      isPassing = true;
      while (pass());
      isPassing = false;
      if (running.size > 0) return;
      if (rounds === 0) return secondRound();
      ended = true;
      // Nothing runs, so what is left waits for one another.
      for (const job of waiting.splice(0)) skip(job, 'not-applicable');
      finish();
    };
    const secondRound = () => {
      rounds = 1;
      const more = options.experiments(ledger.observations);
      probes = [...probes, ...more.probes];
      add(more.seeds);
      schedule();
    };
    const interrupt = (reason: 'interrupted' | 'deadline') => {
      if (ended) return;
      ended = true;
      for (const probe of running.values()) probe.abandon(reason);
      for (const job of waiting) skip(job, reason);
      finish(reason === 'deadline' ? 'deadline' : 'signal');
    };
    const finish = (interrupted?: Gathering['interrupted']) => {
      ledger.close();
      clearTimeout(timer);
      options.signal.removeEventListener('abort', onAbort);
      // After closing: what its own sockets say about being aborted is no evidence.
      stop.abort();
      const { observations } = ledger;
      resolve({
        observations,
        timing: {
          elapsedMs: Math.round(options.clock() - started),
          ...longestChain(observations),
          connections: counts.connections,
          queries: counts.queries,
        },
        ...(interrupted === undefined ? {} : { interrupted }),
        crashes,
      });
    };
    const onAbort = () => interrupt('interrupted');
    const timer = setTimeout(() => interrupt('deadline'), options.deadlineMs);
    options.signal.addEventListener('abort', onAbort, { once: true });
    if (options.signal.aborted) return onAbort();
    add(options.seeds);
    schedule();
  });
}
