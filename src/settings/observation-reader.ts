import { type Line, type Observation, type Outcome, observationId, type Span } from '../model/evidence.ts';
import {
  dnsTroubles,
  type Failure,
  stages,
  tlsReasons,
  violations,
  withheldReasons,
  wrongServices,
} from '../model/failure.ts';
import { isSkipReason } from '../model/failure-text.ts';
import type { ServerReply } from '../model/reply.ts';
import { protocols, type Subject, securities } from '../model/subject.ts';
import {
  amount,
  anything,
  count,
  flag,
  listOf,
  Misfit,
  object,
  oneOf,
  optional,
  port,
  type Reader,
  tagged,
  text,
} from './json-reader.ts';

const subject = tagged<Subject, 'kind'>('kind', {
  here: object({ kind: oneOf(['here']) }),
  domain: object({ kind: oneOf(['domain']), name: text }),
  host: object({ kind: oneOf(['host']), name: text }),
  file: object({ kind: oneOf(['file']), path: text }),
  service: object({
    kind: oneOf(['service']),
    host: text,
    protocol: oneOf(protocols),
    port,
    security: oneOf(securities),
  }),
  address: object({ kind: oneOf(['address']), host: text, ip: text }),
  endpoint: object({
    kind: oneOf(['endpoint']),
    host: text,
    ip: text,
    protocol: oneOf(protocols),
    port,
    security: oneOf(securities),
  }),
});

const reply = object<ServerReply>({
  protocol: oneOf(protocols),
  status: text,
  enhanced: optional(text),
  code: optional(text),
  text,
});
const stage = oneOf(stages);
type FailureOf<K extends Failure['kind']> = Extract<Failure, { kind: K }>;
const brokenOff = object<FailureOf<'refused' | 'unreachable' | 'reset' | 'closed'>>({
  kind: oneOf(['refused', 'unreachable', 'reset', 'closed']),
  stage,
  code: optional(text),
});
const failure = tagged<Failure, 'kind'>('kind', {
  timeout: object({ kind: oneOf(['timeout']), stage, afterMs: amount }),
  refused: brokenOff,
  unreachable: brokenOff,
  reset: brokenOff,
  closed: brokenOff,
  rejected: object({ kind: oneOf(['rejected']), stage, reply }),
  violation: object<FailureOf<'violation'>>({
    kind: oneOf(['violation']),
    stage,
    violation: oneOf(violations),
    received: optional(text),
  }),
  'wrong-service': object({ kind: oneOf(['wrong-service']), stage, service: oneOf(wrongServices), received: text }),
  tls: object<FailureOf<'tls'>>({
    kind: oneOf(['tls']),
    stage,
    reason: oneOf(tlsReasons),
    code: text,
    received: optional(text),
  }),
  dns: object<FailureOf<'dns'>>({
    kind: oneOf(['dns']),
    stage: oneOf(['dns']),
    trouble: oneOf(dnsTroubles),
    resolver: optional(text),
    ede: optional(listOf(count)),
  }),
  withheld: object({ kind: oneOf(['withheld']), stage, reason: oneOf(withheldReasons) }),
});
const because: Reader<string> = (value, at) => {
  const reason = text(value, at);
  if (isSkipReason(reason) || reason.includes('@')) return reason;
  throw new Misfit(`${at} is neither a reason nor the id of an observation`);
};
const outcome = tagged<Outcome<unknown>, 'status'>('status', {
  observed: object({ status: oneOf(['observed']), value: anything }),
  failed: object({ status: oneOf(['failed']), failure }),
  inconclusive: object({ status: oneOf(['inconclusive']), reason: text }),
  skipped: object({ status: oneOf(['skipped']), because }),
});

/** An observation as it was written into a file, whatever its value; throws `Misfit`. */
export const observationReader: Reader<Observation> = (value, at) => {
  const read = object<Observation>({
    id: text,
    fact: text,
    subject,
    outcome,
    span: object<Span>({ startedAt: amount, ms: amount, roundTrips: count, waitedFor: optional(text) }),
    transcript: listOf(
      object<Line>({
        at: amount,
        from: oneOf(['client', 'server', 'mailcheck']),
        encrypted: flag,
        expected: flag,
        text,
      }),
    ),
  })(value, at);
  if (read.id !== observationId({ id: read.fact }, read.subject)) throw new Misfit(`${at}.id does not name its fact`);
  return read;
};
