import { type Cause, type Confidence, layers } from '../model/cause.ts';
import type { Finding, Severity } from '../model/finding.ts';
import { compareSubjects } from '../model/subject.ts';
import { type Candidate, candidateOf, candidatesOf, type Ground, withoutYielding, worstOf } from './cases.ts';

const weights: Readonly<Record<Severity, number>> = { critical: 8, error: 4, warning: 2, notice: 1 };
const confidences: readonly Confidence[] = ['certain', 'likely', 'possible'];

/** The causes that together account for the findings, each finding once; worst first, then those that give a reason, from the root outwards. */
export function rank(causes: readonly Cause[], ground: Ground): Candidate[] {
  const all = withoutYielding(
    causes.flatMap((cause) => candidatesOf(cause, ground)),
    ground,
  );
  const claimed = new Set<Finding>();
  const winners: Candidate[] = [];
  let open = all;
  for (let next = best(open); next !== undefined; next = best(open)) {
    const winner = next;
    for (const finding of winner.explains) claimed.add(finding);
    const rest = open.filter((one) => one !== winner);
    winners.push(doubted(winner, rest));
    open = rest.flatMap((one) => {
      const left = one.at.findings.filter((finding) => !claimed.has(finding));
      if (left.length === one.at.findings.length) return [unclaimed(one, claimed)];
      const rebuilt = candidateOf(one.cause, left, ground);
      return rebuilt === undefined ? [] : [unclaimed(rebuilt, claimed)];
    });
  }
  return winners.sort(
    (a, b) => worstOf(a.explains) - worstOf(b.explains) || vagueness(a) - vagueness(b) || layerOf(a) - layerOf(b),
  );
}

const unclaimed = (one: Candidate, claimed: ReadonlySet<Finding>): Candidate => ({
  ...one,
  explains: one.explains.filter((finding) => !claimed.has(finding)),
});

const vagueness = ({ cause }: Candidate): number => (cause.vague === true ? 1 : 0);
const layerOf = ({ cause }: Candidate): number => layers.indexOf(cause.layer);
const weightOf = ({ explains }: Candidate): number =>
  explains.reduce((sum, { severity }) => sum + weights[severity], 0);
const specificity = ({ cause }: Candidate): number => cause.symptoms.filter(({ where }) => where !== undefined).length;

/** Better grounds first, then what accounts for more, then what lies nearer to the root, then what says more. */
function best(open: readonly Candidate[]): Candidate | undefined {
  return [...open].sort(
    (a, b) =>
      confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence) ||
      weightOf(b) - weightOf(a) ||
      layerOf(a) - layerOf(b) ||
      specificity(b) - specificity(a) ||
      byName(a, b),
  )[0];
}

/** Nothing is better about either: the order must not depend on that of the catalogue or the evidence. */
const byName = (a: Candidate, b: Candidate): number =>
  a.cause.id === b.cause.id
    ? compareSubjects(a.at.first.subject, b.at.first.subject)
    : a.cause.id < b.cause.id
      ? -1
      : 1;

/** Two causes that fit the very same findings on equal grounds: neither is more than possible. */
function doubted(winner: Candidate, rest: readonly Candidate[]): Candidate {
  const isRival = (one: Candidate) =>
    one.confidence === winner.confidence &&
    one.at.findings.length === winner.at.findings.length &&
    one.at.findings.every((finding) => winner.at.findings.includes(finding));
  const rivals = rest.filter(isRival).map(({ cause }) => `fits as well: ${cause.title}`);
  return rivals.length === 0 ? winner : { ...winner, confidence: 'possible', doubts: [...winner.doubts, ...rivals] };
}
