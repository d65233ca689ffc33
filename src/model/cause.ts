import type { ObservationId } from './evidence.ts';
import type { Args, Finding, RuleId, Severity, View } from './finding.ts';
import type { Subject } from './subject.ts';

export type CauseId = string;

/** From the root outwards: an earlier layer explains trouble in a later one. */
export const layers = [
  'machine',
  'dns',
  'network',
  'tls',
  'protocol',
  'account',
  'envelope',
  'message',
  'reputation',
  'mailbox',
] as const;
export type Layer = (typeof layers)[number];

/** Findings of a rule; with `where`, only those whose args have these values. */
export interface Symptom {
  readonly rule: RuleId;
  readonly where?: Args;
}

/** What findings must agree on to be one case of the cause. `run`: all findings of the run are one case. */
export type Sharing = 'run' | 'host';

export interface Action {
  readonly text: string;
  /** To be copied into a terminal. */
  readonly command?: string;
}

export interface Statement {
  readonly text: string;
  readonly because: readonly ObservationId[];
}

/** Something that should be seen if the cause is right. */
export interface Expectation {
  readonly text: string;
  readonly state: 'seen' | 'untested' | 'absent';
  readonly because?: readonly ObservationId[];
}

/** One occurrence of a cause: the findings that it would explain. */
export interface Case {
  /** The defining findings, worst first. Never empty. */
  readonly findings: readonly Finding[];
  /** The defining finding that is quoted. */
  readonly first: Finding;
  /** Names of the hosts concerned, in order of appearance. */
  readonly hosts: readonly string[];
  readonly ports: readonly number[];
  readonly view: View;
  /** All findings of the run, also those of other causes. */
  readonly others: readonly Finding[];
}

/** A root cause: data and small pure functions. */
export interface Cause {
  readonly id: CauseId;
  /** A short sentence: `The certificate has expired`. */
  readonly title: string;
  readonly layer: Layer;
  readonly sharing: Sharing;
  /** A finding of any of these makes a case. None where `textsOnly`. */
  readonly symptoms: readonly Symptom[];
  /**
   * Never met by a run: nobody says it to a client. It is read out of bounces, headers and log lines by
   * `mailcheck explain`, and its texts depend on no finding.
   */
  readonly textsOnly?: true;
  /** Further findings of the same run that it accounts for when there is a case (same sharing unless it is `run`). */
  readonly explains?: readonly Symptom[];
  /** Narrows `explains`: false for a finding that happened beside this case, not because of it. */
  accountsFor?(finding: Finding, at: Case): boolean;
  /** It says that something is refused, and not why: causes that are as grave and give a reason come first. */
  readonly vague?: true;
  /** Causes that, where they account for the same findings, make this one superfluous. */
  readonly yieldsTo?: readonly CauseId[];
  /** No case when this is true: other evidence excuses or contradicts it. */
  excluded?(at: Case): boolean;
  /** True when it says nothing about the mail itself: the trouble lies, or may as well lie, with this machine's network. */
  leavesOpen?(at: Case): boolean;
  expects?(at: Case): readonly Expectation[];
  /** What an expert would ask next and what the evidence answers. */
  ruledOut?(at: Case): readonly Statement[];
  /** One or two plain sentences: what is wrong, where, in figures. */
  summary(at: Case): string;
  /** What to do, in order; the first is the best. */
  actions(at: Case): readonly Action[];
  /** A command that shows whether it is mended. */
  check?(at: Case): string;
}

export const defineCause = (cause: Cause): Cause => cause;

/** certain: all that is expected was seen. likely: some of it was not tested. possible: some was absent, or another cause fits as well. */
export const confidences = ['certain', 'likely', 'possible'] as const;
export type Confidence = (typeof confidences)[number];

export interface RankedCause {
  readonly id: CauseId;
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Why the confidence is not `certain`. */
  readonly doubts: readonly string[];
  readonly subject: Subject;
  readonly summary: string;
  /** Indexes into the report's findings. */
  readonly explains: readonly number[];
  readonly because: readonly ObservationId[];
  readonly notTested: readonly NotTested[];
  readonly ruledOut: readonly Statement[];
  readonly actions: readonly Action[];
  readonly check?: string;
}

/** Stages that could not be tried because an earlier one failed. */
export interface NotTested {
  /** The fact's title: `login`. */
  readonly what: string;
  readonly where: readonly Subject[];
  readonly because: ObservationId | string;
  /** In words. */
  readonly reason: string;
}

export const verdicts = ['healthy', 'degraded', 'broken', 'inconclusive'] as const;

export interface Diagnosis {
  readonly verdict: (typeof verdicts)[number];
  readonly causes: readonly RankedCause[];
  /** Indexes of findings that no cause explains. */
  readonly unexplained: readonly number[];
  readonly notTested: readonly NotTested[];
}
