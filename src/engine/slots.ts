import type { ObservationId } from '../model/evidence.ts';
import type { Job } from './jobs.ts';

/** Keeps a run polite: no more probes at once under one key than its limit; first come, first served. */
export interface Slots {
  /** Takes a place, or answers false when all are taken. */
  take(job: Job): boolean;
  /** @param last the newest observation of the job that leaves */
  leave(job: Job, last: ObservationId | undefined): void;
  /** The observation that freed a place for a job that had been turned away. */
  freedBy(job: Job): ObservationId | undefined;
}

export function createSlots(): Slots {
  const taken = new Map<string, number>();
  const freed = new Map<string, ObservationId | undefined>();
  const turnedAway = new Set<Job>();
  const slotOf = ({ probe, at }: Job) => probe.slot?.(at as never);
  return {
    take(job) {
      const slot = slotOf(job);
      if (slot === undefined) return true;
      const count = taken.get(slot.key) ?? 0;
      if (count >= slot.limit) {
        turnedAway.add(job);
        return false;
      }
      taken.set(slot.key, count + 1);
      return true;
    },
    leave(job, last) {
      const slot = slotOf(job);
      if (slot === undefined) return;
      taken.set(slot.key, (taken.get(slot.key) ?? 1) - 1);
      freed.set(slot.key, last);
    },
    freedBy(job) {
      const slot = slotOf(job);
      return slot === undefined || !turnedAway.has(job) ? undefined : freed.get(slot.key);
    },
  };
}
