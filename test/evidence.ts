import { applyRules } from '../src/engine/apply-rules.ts';
import { createView } from '../src/engine/view.ts';
import { type Fact, type Line, type Observation, type Outcome, observationId } from '../src/model/evidence.ts';
import type { Failure } from '../src/model/failure.ts';
import type { Finding, Rule, Verdict, View } from '../src/model/finding.ts';
import type { ServerReply } from '../src/model/reply.ts';
import type { Protocol } from '../src/model/subject.ts';
import {
  type Endpoint,
  endpoint,
  type Security,
  type SubjectKind,
  type SubjectOf,
  service,
} from '../src/model/subject.ts';
import type { Target } from '../src/model/target.ts';

export const testNow = new Date('2026-11-24T12:00:00Z');

/** An endpoint of mail.example.org on 192.0.2.10, but for what is said otherwise. */
export const endpointOf = (
  protocol: Protocol,
  port: number,
  security: Security,
  host = 'mail.example.org',
  ip = '192.0.2.10',
): Endpoint => endpoint(service(host, protocol, port, security), ip);

/** A target that named nothing, but for what is said otherwise. */
export const targetOf = (differs: Partial<Target> = {}): Target => ({
  address: 'ann@example.org',
  domain: 'example.org',
  user: 'ann@example.org',
  servers: [],
  protocols: ['smtp', 'imap', 'pop3'],
  ceiling: 'authenticate',
  survey: true,
  ...differs,
});

export const replyOf = (
  protocol: Protocol,
  status: string,
  text: string,
  more: Partial<ServerReply> = {},
): ServerReply => ({ protocol, status, text, ...more });

export function recorded<T, K extends SubjectKind>(
  fact: Fact<T, K>,
  subject: SubjectOf<K>,
  outcome: Outcome<T>,
  transcript: readonly Line[] = [],
): Observation {
  const span = { startedAt: 0, ms: 1, roundTrips: 1 };
  return { id: observationId(fact, subject), fact: fact.id, subject, outcome, span, transcript };
}

export const observed = <T, K extends SubjectKind>(fact: Fact<T, K>, at: SubjectOf<K>, value: T): Observation =>
  recorded(fact, at, { status: 'observed', value });

export const failed = <T, K extends SubjectKind>(fact: Fact<T, K>, at: SubjectOf<K>, failure: Failure): Observation =>
  recorded(fact, at, { status: 'failed', failure });

export const skipped = <T, K extends SubjectKind>(fact: Fact<T, K>, at: SubjectOf<K>, because: string): Observation =>
  recorded(fact, at, { status: 'skipped', because });

export const unclear = <T, K extends SubjectKind>(fact: Fact<T, K>, at: SubjectOf<K>, reason = 'busy'): Observation =>
  recorded(fact, at, { status: 'inconclusive', reason });

/** A view of these observations; `target` differs from `targetOf()` as given. */
export const viewOf = (observations: readonly Observation[], target: Partial<Target> = {}, now = testNow): View =>
  createView({ observations, target: targetOf(target), now });

/** What a rule says at each subject of its kind. */
export const verdictsOf = <K extends SubjectKind, M extends string>(rule: Rule<K, M>, view: View): Verdict<M>[] =>
  view.subjects(rule.on).flatMap((at) => [...rule.check(at, view)]);

/** What a rule finds, as it stands in a report. Throws where a rule does, or where a text lacks an arg. */
export function findingsOf<K extends SubjectKind, M extends string>(rule: Rule<K, M>, view: View) {
  const { findings, crashes } = applyRules([rule as unknown as Rule], view);
  const [crash] = crashes;
  if (crash !== undefined) throw new Error(crash);
  return findings.map(({ message, severity, args, text, subject, evidence, place }) => {
    if (/\{\w+\}/.test(text)) throw new Error(`an arg is missing: ${text}`);
    return { message, severity, args, text, subject, evidence, ...(place === undefined ? {} : { place }) };
  });
}

/** Their messages and severities alone: `failed error`. */
export const saidBy = <K extends SubjectKind, M extends string>(rule: Rule<K, M>, view: View): string[] =>
  findingsOf(rule, view).map(({ message, severity }) => `${message} ${severity}`);

/** A finding as a rule makes it, for tests of causes. */
export const findingOf = (rule: string, subject: Finding['subject'], args: Finding['args'] = {}): Finding => ({
  rule,
  subject,
  severity: 'error',
  message: 'found',
  args,
  text: `${rule} was found`,
  evidence: [],
});
