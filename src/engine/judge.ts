import type { Cause, Diagnosis, RankedCause } from '../model/cause.ts';
import type { Observation } from '../model/evidence.ts';
import { atLeast, type Finding, type Rule, type Severity, severities, type View } from '../model/finding.ts';
import type { Evidence } from '../model/report.ts';
import { compareSubjects, host, lineage, type Subject, subjectId } from '../model/subject.ts';
import type { Acceptance, Target } from '../model/target.ts';
import { acceptedAmong } from './accept.ts';
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
  /** Was everything seen that has to be seen before the target may be called healthy? Some findings are accepted. */
  proved?(view: View, accepted: readonly Finding[]): boolean;
}

/** Pure: the same evidence gives the same judgement. A rule or cause that throws is left out and reported as a crash. */
export function judge(options: JudgeOptions): {
  readonly findings: readonly Finding[];
  readonly diagnosis: Diagnosis;
  /** Of what was found and accepted until a day that has passed. */
  readonly over: readonly Acceptance[];
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
  const accepted = acceptedAmong(options.target.expect?.accept ?? [], { findings, ranked, now: options.now });
  const told = toldOf(findings, accepted.findings);
  const explained = new Set(ranked.flatMap(({ explains }) => explains));
  const unexplained = told.order.filter((finding) => !explained.has(finding));
  const causes = ranked.flatMap((candidate) => {
    try {
      return [rankedCause(candidate, told, skipped)];
    } catch (error) {
      crashes.push(`${candidate.cause.id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return [];
    }
  });
  const counting = findings.filter((finding) => !accepted.findings.has(finding));
  const verdict = verdictOf(options, counting, ranked, crashes);
  const isProved = options.proved?.(view, [...accepted.findings.keys()]) !== false;
  const diagnosis: Diagnosis = {
    verdict: verdict !== 'broken' && (options.learnt?.(view) === false || !isProved) ? 'inconclusive' : verdict,
    causes: causes.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)),
    unexplained: unexplained.map((finding) => told.order.indexOf(finding)),
    notTested: [...skipped.becauseOf(unexplained.flatMap(({ evidence }) => evidence)), ...skipped.byUs()],
  };
  return { findings: told.findings, diagnosis, over: accepted.over, crashes };
}

/** Findings as they stand in the report, the worst first; what is accepted is a notice. */
interface Told {
  readonly findings: readonly Finding[];
  /** As the rules made them, in the same order. */
  readonly order: readonly Finding[];
}

function toldOf(findings: readonly Finding[], accepted: ReadonlyMap<Finding, Acceptance>): Told {
  const severity = (one: Finding): Severity => (accepted.has(one) ? 'notice' : one.severity);
  const order = [...findings].sort((a, b) => severities.indexOf(severity(a)) - severities.indexOf(severity(b)));
  return {
    order,
    findings: order.map((one) => {
      const entry = accepted.get(one);
      if (entry === undefined) return one;
      const { reason, until } = entry;
      return { ...one, severity: 'notice', accepted: { severity: one.severity, reason, until } };
    }),
  };
}

function rankedCause(one: Candidate, told: Told, skipped: Skipped): RankedCause {
  const { cause, at } = one;
  const explains = one.explains.map((finding) => told.order.indexOf(finding));
  const because = [...new Set(one.explains.flatMap(({ evidence }) => evidence))];
  return {
    id: cause.id,
    title: cause.title,
    severity: severities[worstOf(explains.flatMap((index) => told.findings[index] ?? []))] ?? 'error',
    confidence: one.confidence,
    doubts: one.doubts,
    subject: subjectOf(at.findings),
    summary: cause.summary(at),
    explains,
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
