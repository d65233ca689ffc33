import type { Cause, Diagnosis, RankedCause } from '../model/cause.ts';
import type { Observation } from '../model/evidence.ts';
import { atLeast, type Finding, type Rule, severities, type View } from '../model/finding.ts';
import type { Evidence } from '../model/report.ts';
import { compareSubjects, host, lineage, type Subject, subjectId } from '../model/subject.ts';
import type { Target } from '../model/target.ts';
import { applyRules } from './apply-rules.ts';
import { type Candidate, hostOf, worstOf } from './cases.ts';
import { createSkipped, type Skipped } from './not-tested.ts';
import { rank } from './rank.ts';
import { createView } from './view.ts';

export interface JudgeOptions {
  readonly rules: readonly Rule[];
  readonly causes: readonly Cause[];
  readonly observations: readonly Observation[];
  readonly target: Target;
  /** When the evidence was gathered. */
  readonly now: Date;
  readonly interrupted?: Evidence['interrupted'];
  /** Did the run learn what it was asked? Default: something outside this machine was observed. */
  learnt?(view: View): boolean;
}

/** Pure: the same evidence gives the same judgement. A rule or cause that throws is left out and reported as a crash. */
export function judge(options: JudgeOptions): {
  readonly findings: readonly Finding[];
  readonly diagnosis: Diagnosis;
  readonly crashes: readonly string[];
} {
  const view = createView(options);
  const { findings, crashes } = applyRules(options.rules, view);
  const subjects = [
    ...new Map(
      options.observations.flatMap(({ subject }) => lineage(subject)).map((one) => [subjectId(one), one]),
    ).values(),
  ].sort(compareSubjects);
  const skipped = createSkipped(options.rules, view, subjects);
  const ranked = rank(options.causes, { findings, view, crashes });
  const explained = new Set(ranked.flatMap(({ explains }) => explains));
  const unexplained = findings.filter((finding) => !explained.has(finding));
  const causes = ranked.flatMap((candidate) => {
    try {
      return [rankedCause(candidate, findings, skipped)];
    } catch (error) {
      crashes.push(`${candidate.cause.id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return [];
    }
  });
  const diagnosis: Diagnosis = {
    verdict: options.learnt?.(view) === false ? 'inconclusive' : verdictOf(options, findings, ranked, crashes),
    causes,
    unexplained: unexplained.map((finding) => findings.indexOf(finding)),
    notTested: [...skipped.becauseOf(unexplained.flatMap(({ evidence }) => evidence)), ...skipped.byUs()],
  };
  return { findings, diagnosis, crashes };
}

function rankedCause(one: Candidate, findings: readonly Finding[], skipped: Skipped): RankedCause {
  const { cause, at, explains } = one;
  const because = [...new Set(explains.flatMap(({ evidence }) => evidence))];
  return {
    id: cause.id,
    title: cause.title,
    severity: severities[worstOf(explains)] ?? 'error',
    confidence: one.confidence,
    doubts: one.doubts,
    subject: subjectOf(at.findings),
    summary: cause.summary(at),
    explains: explains.map((finding) => findings.indexOf(finding)),
    because,
    notTested: skipped.becauseOf(because),
    ruledOut: cause.ruledOut?.(at) ?? [],
    actions: cause.actions(at),
    ...(cause.check === undefined ? {} : { check: cause.check(at) }),
  };
}

/** What the findings have in common. */
function subjectOf(findings: readonly Finding[]): Subject {
  const subjects = findings.map(({ subject }) => subject);
  const first = subjects[0] as Subject;
  if (subjects.every((one) => subjectId(one) === subjectId(first))) return first;
  const isShared = subjects.every((one) => one.kind !== 'domain' && hostOf(one) === hostOf(first));
  return isShared && first.kind !== 'here' ? host(hostOf(first)) : first;
}

function verdictOf(
  { observations, interrupted }: JudgeOptions,
  findings: readonly Finding[],
  ranked: readonly Candidate[],
  crashes: readonly string[],
): Diagnosis['verdict'] {
  const grave = findings.filter(({ severity }) => atLeast(severity, 'error'));
  const open = new Set(ranked.filter(({ leavesOpen }) => leavesOpen).flatMap(({ explains }) => explains));
  if (grave.some((finding) => !open.has(finding))) return 'broken';
  const isHeard = observations.some(({ subject, outcome }) => subject.kind !== 'here' && outcome.status === 'observed');
  if (grave.length > 0 || !isHeard || interrupted !== undefined || crashes.length > 0) return 'inconclusive';
  return findings.some(({ severity }) => severity === 'warning') ? 'degraded' : 'healthy';
}
