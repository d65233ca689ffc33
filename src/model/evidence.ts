import type { Failure } from './failure.ts';
import { type Subject, type SubjectKind, subjectId } from './subject.ts';

export type FactId = string;
/** `fact@subject`, unique in one run. */
export type ObservationId = string;

/** The one observation of a fact at a subject. */
export const observationId = (fact: Pick<Fact<unknown>, 'id'>, at: Subject): ObservationId =>
  `${fact.id}@${subjectId(at)}`;

/** The typed key of something that can be known about a kind of subject. */
export interface Fact<T, K extends SubjectKind = SubjectKind> {
  readonly id: FactId;
  readonly on: K;
  /** What it is, for people: `certificate`, `login`. */
  readonly title: string;
  /** Carries the type only; never set. */
  readonly value?: T;
}

export const fact =
  <T>() =>
  <K extends SubjectKind>(id: FactId, on: K, title: string): Fact<T, K> => ({ id, on, title });

export type Outcome<T> =
  | { readonly status: 'observed'; readonly value: T }
  | { readonly status: 'failed'; readonly failure: Failure }
  | { readonly status: 'inconclusive'; readonly reason: string }
  | { readonly status: 'skipped'; readonly because: ObservationId | SkipReason };

/** Reasons to skip that are not another observation. */
export const skipReasons = [
  'not-applicable',
  'above-effect-ceiling',
  'stopped-here',
  'not-asked',
  'no-credentials',
  'not-confirmed',
  'private-address',
  'done-elsewhere',
  'interrupted',
  'deadline',
  'crashed',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** One line of a conversation. Text is as received or sent, secrets replaced when it was recorded. */
export interface Line {
  /** Milliseconds since the run began. */
  readonly at: number;
  readonly from: 'client' | 'server' | 'mailcheck';
  readonly encrypted: boolean;
  readonly expected: boolean;
  readonly text: string;
}

export interface Span {
  /** Milliseconds since the run began. */
  readonly startedAt: number;
  readonly ms: number;
  /** Times that the network was waited for. */
  readonly roundTrips: number;
  /** The observation that this one could not start before; the last link of the longest chain. */
  readonly waitedFor?: ObservationId;
}

export interface Observation<T = unknown> {
  readonly id: ObservationId;
  readonly fact: FactId;
  readonly subject: Subject;
  readonly outcome: Outcome<T>;
  readonly span: Span;
  readonly transcript: readonly Line[];
}

/** What a run may do to the world, weakest first. A command cannot exceed its ceiling. */
export const effects = ['lookup', 'connect', 'authenticate', 'deliver', 'change'] as const;
export type Effect = (typeof effects)[number];
export const within = (effect: Effect, ceiling: Effect): boolean => effects.indexOf(effect) <= effects.indexOf(ceiling);
