import type { Case, Cause, Confidence, Symptom } from '../model/cause.ts';
import { type Finding, severities, type View } from '../model/finding.ts';
import type { Subject } from '../model/subject.ts';

/** What causes are looked for in. */
export interface Ground {
  readonly findings: readonly Finding[];
  readonly view: View;
  /** Faults of causes themselves; such a case is left out and the rest stands. */
  readonly crashes: string[];
}

/** A cause that may be at work, with the findings that it would account for. */
export interface Candidate {
  readonly cause: Cause;
  readonly at: Case;
  /** Defining findings first. */
  readonly explains: readonly Finding[];
  readonly confidence: Confidence;
  readonly doubts: readonly string[];
  /** The mail itself may be in order. */
  readonly leavesOpen: boolean;
}

const matches = (finding: Finding, symptoms: readonly Symptom[]): boolean =>
  symptoms.some(
    ({ rule, where }) =>
      rule === finding.rule && Object.entries(where ?? {}).every(([name, value]) => finding.args[name] === value),
  );

/** The host that a subject belongs to, or what it is itself. */
export function hostOf(subject: Subject): string {
  if (subject.kind === 'here') return 'here';
  if (subject.kind === 'file') return subject.path;
  return 'host' in subject ? subject.host : subject.name;
}
const sharingKey = (cause: Cause, { subject }: Finding): string => (cause.sharing === 'run' ? '' : hostOf(subject));

/** Every case of a cause among the findings. */
export function candidatesOf(cause: Cause, ground: Ground): Candidate[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of ground.findings) {
    if (!matches(finding, cause.symptoms)) continue;
    const key = sharingKey(cause, finding);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap((group) => candidateOf(cause, group, ground) ?? []);
}

/** The case that these defining findings make; undefined when other evidence excludes it. */
export function candidateOf(cause: Cause, defining: readonly Finding[], ground: Ground): Candidate | undefined {
  try {
    return buildCandidate(cause, defining, ground);
  } catch (error) {
    ground.crashes.push(`${cause.id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return undefined;
  }
}

function buildCandidate(cause: Cause, defining: readonly Finding[], { findings, view }: Ground): Candidate | undefined {
  const [first] = defining;
  if (first === undefined) return undefined;
  const at: Case = {
    findings: defining,
    first,
    hosts: [...new Set(defining.map(({ subject }) => subject).flatMap(hostNames))],
    ports: [...new Set(defining.flatMap(({ subject }) => ('port' in subject ? [subject.port] : [])))],
    view,
    others: findings,
  };
  if (cause.excluded?.(at) === true) return undefined;
  const followUps = findings.filter(
    (finding) =>
      !defining.includes(finding) &&
      matches(finding, cause.explains ?? []) &&
      sharingKey(cause, finding) === sharingKey(cause, first) &&
      cause.accountsFor?.(finding, at) !== false,
  );
  return {
    cause,
    at,
    explains: [...defining, ...followUps],
    ...confidenceIn(cause, at),
    leavesOpen: cause.leavesOpen?.(at) ?? false,
  };
}

const hostNames = (subject: Subject): string[] =>
  subject.kind === 'here' || subject.kind === 'domain' ? [] : [hostOf(subject)];

/** Counted, never estimated: what should be seen if the cause is right, and was. */
function confidenceIn(cause: Cause, at: Case): Pick<Candidate, 'confidence' | 'doubts'> {
  const expected = cause.expects?.(at) ?? [];
  const absent = expected.filter(({ state }) => state === 'absent').map(({ text }) => `not seen: ${text}`);
  const untested = expected.filter(({ state }) => state === 'untested').map(({ text }) => `not tested: ${text}`);
  const confidence = absent.length > 0 ? 'possible' : untested.length > 0 ? 'likely' : 'certain';
  return { confidence, doubts: [...absent, ...untested] };
}

/** Leaves out what another cause, which accounts for the same findings, makes superfluous. */
export function withoutYielding(all: readonly Candidate[], ground: Ground): Candidate[] {
  return all.flatMap((one) => {
    const rivals = all.filter(({ cause }) => one.cause.yieldsTo?.includes(cause.id));
    const kept = one.at.findings.filter((finding) => !rivals.some(({ explains }) => explains.includes(finding)));
    if (kept.length === one.at.findings.length) return [one];
    return candidateOf(one.cause, kept, ground) ?? [];
  });
}

export const worstOf = (findings: readonly Finding[]): number =>
  Math.min(...findings.map(({ severity }) => severities.indexOf(severity)));
