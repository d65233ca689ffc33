import { effects, type Line, type Observation, type Outcome, observationId, type Span } from '../model/evidence.ts';
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
import { type Evidence, schemaVersion, type Timing, type Tool } from '../model/report.ts';
import { protocols, type Subject, securities } from '../model/subject.ts';
import {
  type Acceptance,
  type DkimSelector,
  type Expectations,
  guessings,
  type ListWishes,
  type NamedServer,
  type RecordWishes,
  roles,
  type SettingsWishes,
  selectorSources,
  stopStages,
  symptoms,
  type Target,
  type UsedProfile,
} from '../model/target.ts';
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
  time,
} from './json-reader.ts';

/** Why a file cannot be judged again. */
export interface FileProblem {
  readonly problem: 'not-json' | 'not-evidence' | 'newer';
  readonly detail: string;
}

/**
 * Reads what `writeEvidence` wrote, or a report in JSON. What is given back has the shape that judging relies on and no
 * more; texts in it, and the values of facts, stay hostile.
 */
export function readEvidence(file: string): Evidence | FileProblem {
  let json: unknown;
  try {
    json = JSON.parse(file.replace(/^\ufeff/, ''));
  } catch {
    return { problem: 'not-json', detail: 'it is not JSON' };
  }
  let version = '';
  try {
    ({ schemaVersion: version } = header(json, ''));
    if (isNewer(version, 0)) return newer(version);
    const { evidence, observations = evidence, ...rest } = body(json, '');
    if (observations === undefined) throw new Misfit('there are no observations');
    return { schemaVersion, ...rest, observations };
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    return isNewer(version, 1) ? newer(version) : { problem: 'not-evidence', detail: error.message };
  }
}

/** Is a part of the version higher than ours? 0: the major one, 1: the minor one. */
const isNewer = (version: string, part: 0 | 1): boolean =>
  Number(version.split('.')[part]) > Number(schemaVersion.split('.')[part]);

const newer = (version: string): FileProblem => ({
  problem: 'newer',
  detail: `it has version ${version}, and this mailcheck reads up to ${schemaVersion}`,
});

const versionOf: Reader<string> = (value, at) => {
  const version = text(value, at);
  if (/^[1-9]\d{0,5}\.\d{1,6}$/.test(version)) return version;
  throw new Misfit(`${at} is no version`);
};
const header = object<{ readonly tool: Pick<Tool, 'name'>; readonly schemaVersion: string }>({
  tool: object<Pick<Tool, 'name'>>({ name: oneOf(['mailcheck']) }),
  schemaVersion: versionOf,
});

const namedServer = object<NamedServer>({
  protocol: oneOf(protocols),
  host: text,
  port: optional(port),
  security: optional(oneOf(securities)),
});
const selector = object<DkimSelector>({ selector: text, domain: text, source: oneOf(selectorSources) });
const target = object<Target>({
  address: optional(text),
  domain: optional(text),
  servers: listOf(namedServer),
  user: optional(text),
  symptom: optional(oneOf(symptoms)),
  protocols: listOf(oneOf(protocols)),
  ceiling: oneOf(effects),
  stopAfter: optional(oneOf(stopStages)),
  from: optional(text),
  to: optional(listOf(text)),
  survey: flag,
  credentials: optional(oneOf(['password', 'access-token'])),
  allowInsecureAuth: optional(flag),
  loginFound: optional(flag),
  confirmedHosts: optional(listOf(text)),
  blacklist: optional(
    object<ListWishes>({
      subjects: listOf(text),
      role: optional(oneOf(roles)),
      lists: listOf(text),
      mine: optional(object<NonNullable<ListWishes['mine']>>({ ask: optional(text) })),
    }),
  ),
  records: optional(object<RecordWishes>({ selectors: listOf(selector), sendingIps: listOf(text) })),
  settings: optional(
    object<SettingsWishes>({
      guess: oneOf(guessings),
      http: optional(oneOf([true])),
      plaintext: optional(oneOf([true])),
      redirectHosts: optional(listOf(text)),
    }),
  ),
  family: optional(oneOf([4, 6])),
  tlsOffers: optional(oneOf([true])),
  file: optional(text),
  profile: optional(object<UsedProfile>({ name: text, file: text })),
  expect: optional(
    object<Expectations>({
      works: listOf(oneOf(protocols)),
      accept: listOf(object<Acceptance>({ id: text, at: optional(text), reason: text, until: text })),
    }),
  ),
});

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

const observation: Reader<Observation> = (value, at) => {
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

interface Body extends Omit<Evidence, 'schemaVersion' | 'observations'> {
  readonly observations?: readonly Observation[];
  /** What a report calls them. */
  readonly evidence?: readonly Observation[];
}
const body = object<Body>({
  tool: object<Tool>({ name: oneOf(['mailcheck']), version: text, node: text, openssl: text, roots: text }),
  command: text,
  startedAt: time,
  target,
  observations: optional(listOf(observation)),
  evidence: optional(listOf(observation)),
  timing: object<Timing>({
    elapsedMs: amount,
    longestChain: listOf(text),
    longestChainMs: amount,
    connections: count,
    queries: count,
  }),
  interrupted: optional(oneOf(['signal', 'deadline'])),
  remarks: listOf(text),
  crashes: listOf(text),
});
