import type { Finding } from '../model/finding.ts';
import type { Subject } from '../model/subject.ts';
import type { Acceptance } from '../model/target.ts';
import type { Candidate } from './cases.ts';

/** What the user accepts among findings and the causes that explain them. */
export interface Accepted {
  readonly findings: ReadonlyMap<Finding, Acceptance>;
  /** Entries that would have accepted something, had their last day not passed. */
  readonly over: readonly Acceptance[];
}

/** Pure: days are counted by the time of the evidence, in UTC. */
export function acceptedAmong(
  entries: readonly Acceptance[],
  { findings, ranked, now }: { findings: readonly Finding[]; ranked: readonly Candidate[]; now: Date },
): Accepted {
  const today = now.toISOString().slice(0, 10);
  const accepted = new Map<Finding, Acceptance>();
  const over: Acceptance[] = [];
  for (const entry of entries) {
    const byCause = ranked.filter(({ cause }) => cause.id === entry.id).flatMap(({ explains }) => explains);
    const meant = [...findings.filter(({ rule }) => rule === entry.id), ...byCause].filter(
      ({ subject }) => entry.at === undefined || namesOf(subject).includes(entry.at),
    );
    if (entry.until >= today) for (const finding of meant) accepted.set(finding, entry);
    else if (meant.length > 0) over.push(entry);
  }
  return { findings: accepted, over: over.filter(({ id }) => ![...accepted.values()].some((one) => one.id === id)) };
}

/** Everything that a subject is called by. */
function namesOf(subject: Subject): readonly string[] {
  if (subject.kind === 'here') return [];
  if (subject.kind === 'file') return [subject.path];
  const name = 'host' in subject ? subject.host : subject.name;
  return 'ip' in subject ? [name, subject.ip] : [name];
}
