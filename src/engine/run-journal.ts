import type { Line } from '../model/evidence.ts';
import type { Journal } from '../model/probe.ts';

/** What one stage saw. The transcript grows until its probe has ended: a farewell belongs to the last stage. */
export interface StageLog {
  readonly transcript: Line[];
  roundTrips: number;
}

export interface Counts {
  connections: number;
  queries: number;
}

/** The journal of one probe run, and the part of it that each stage writes. */
export interface RunJournal {
  readonly journal: Journal;
  begin(): { readonly log: StageLog; readonly journal: Journal };
}

/**
 * @param clock milliseconds since the run began
 * @param redact whatever is recorded passes through it
 */
export function createRunJournal(clock: () => number, redact: (text: string) => string, counts: Counts): RunJournal {
  let newest: StageLog = { transcript: [], roundTrips: 0 };
  let begun = false;
  const journalOf = (log: () => StageLog): Journal => ({
    line(line) {
      const kept = Object.assign(line, { at: Math.round(clock()), text: redact(line.text) });
      log().transcript.push(kept);
    },
    roundTrip() {
      log().roundTrips += 1;
    },
    connection() {
      counts.connections += 1;
    },
    query() {
      counts.queries += 1;
    },
  });
  return {
    journal: journalOf(() => newest),
    begin() {
      // What was said before the first stage opens it.
      const log = begun ? { transcript: [], roundTrips: 0 } : newest;
      begun = true;
      newest = log;
      return { log, journal: journalOf(() => log) };
    },
  };
}
