import type { Observation, ObservationId, Outcome, SkipReason } from '../model/evidence.ts';

/** What a run has recorded so far, in order. */
export interface Ledger {
  readonly observations: readonly Observation[];
  get(id: ObservationId): Observation | undefined;
  /** A second record of the same observation, or one after closing, is ignored. */
  record(observation: Observation): void;
  close(): void;
}

/** @param onRecord is told of each new observation */
export function createLedger(onRecord: (observation: Observation) => void): Ledger {
  const byId = new Map<ObservationId, Observation>();
  const observations: Observation[] = [];
  let open = true;
  return {
    observations,
    get: (id) => byId.get(id),
    record(observation) {
      if (!open || byId.has(observation.id)) return;
      byId.set(observation.id, observation);
      observations.push(observation);
      onRecord(observation);
    },
    close() {
      open = false;
    },
  };
}

/** Why something that needs this observation cannot take place: the first failure in its chain, or why nobody tried. */
export function rootOf(outcome: Outcome<unknown>, id: ObservationId): ObservationId | SkipReason {
  return outcome.status === 'skipped' ? outcome.because : id;
}
