import type { Fact, Observation, ObservationId, Outcome } from './evidence.ts';
import type { Failure } from './failure.ts';
import type { Subject, SubjectKind, SubjectOf } from './subject.ts';
import type { Target } from './target.ts';

/**
 * critical: mail cannot work, or cannot even be tested. error: fails for somebody now.
 * warning: will fail in some circumstance. notice: worth knowing.
 */
export const severities = ['critical', 'error', 'warning', 'notice'] as const;
export type Severity = (typeof severities)[number];
/** True when `a` is as bad as `b`, or worse. */
export const atLeast = (a: Severity, b: Severity): boolean => severities.indexOf(a) <= severities.indexOf(b);
export const worst = (list: readonly Severity[]): Severity | undefined => severities.find((s) => list.includes(s));

export type RuleId = string;
export type Args = Readonly<Record<string, string | number>>;

export interface Finding {
  readonly rule: RuleId;
  readonly subject: Subject;
  readonly severity: Severity;
  /** Key of the text in the rule; contract, as the names of args are. */
  readonly message: string;
  readonly args: Args;
  /** The sentence for people, filled in. Prose, not contract. */
  readonly text: string;
  readonly evidence: readonly ObservationId[];
  /** Of a finding in a file. */
  readonly place?: FilePlace;
  /** It is known and does not count, by the user's word; its severity is lowered to notice. */
  readonly accepted?: { readonly severity: Severity; readonly reason: string; readonly until: string };
}

/** Where something stands in a file. */
export interface FilePlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export interface Verdict<M extends string = string> {
  readonly message: M;
  readonly args?: Args;
  /** Only to lower or raise the rule's own severity where evidence excuses or aggravates. */
  readonly severity?: Severity;
  /** Defaults to what the rule reads at the subject. */
  readonly because?: readonly ObservationId[];
  /** In the file that is the subject. */
  readonly line?: number;
}

/** One failing condition. Pure and synchronous. */
export interface Rule<K extends SubjectKind = SubjectKind, M extends string = string> {
  readonly id: RuleId;
  readonly title: string;
  readonly severity: Severity;
  readonly on: K;
  /** Facts it looks at; they decide what is gathered. */
  readonly reads: readonly Fact<unknown, SubjectKind>[];
  /** Texts with `{arg}` places. */
  readonly messages: Readonly<Record<M, string>>;
  check(at: SubjectOf<K>, view: View): Iterable<Verdict<M>>;
}

export const defineRule = <const K extends SubjectKind, const M extends string>(rule: Rule<K, M>): Rule<K, M> => rule;

export interface Seen<T, K extends SubjectKind = SubjectKind> {
  readonly id: ObservationId;
  readonly subject: SubjectOf<K>;
  readonly outcome: Outcome<T>;
}

/** Everything that was gathered, read-only. Facts are looked up at the subject and then at what it belongs to. */
export interface View {
  /** When the evidence was gathered; rules know no other clock. */
  readonly now: Date;
  readonly target: Target;
  subjects<K extends SubjectKind>(kind: K): readonly SubjectOf<K>[];
  outcome<T>(fact: Fact<T, SubjectKind>, at: Subject): Outcome<T> | undefined;
  value<T>(fact: Fact<T, SubjectKind>, at: Subject): T | undefined;
  failure(fact: Fact<unknown, SubjectKind>, at: Subject): Failure | undefined;
  /** Id of the observation of `fact` nearest to `at`. */
  id(fact: Fact<unknown, SubjectKind>, at: Subject): ObservationId | undefined;
  /** Each observation of a fact, whatever its subject. */
  all<T, K extends SubjectKind>(fact: Fact<T, K>): readonly Seen<T, K>[];
  observation(id: ObservationId): Observation | undefined;
}
