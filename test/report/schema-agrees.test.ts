import { describe, expect, test } from 'vitest';
import type { Action, NotTested, RankedCause, Statement } from '../../src/model/cause.ts';
import { confidences, verdicts } from '../../src/model/cause.ts';
import {
  type ClientAtServer,
  type ClientReport,
  clientStates,
  type Obstacle,
  obstacleKinds,
} from '../../src/model/client-report.ts';
import type { Line, Observation, Outcome, Span } from '../../src/model/evidence.ts';
import { effects, skipReasons } from '../../src/model/evidence.ts';
import type { Failure } from '../../src/model/failure.ts';
import {
  dnsTroubles,
  stages,
  tlsReasons,
  violations,
  withheldReasons,
  wrongServices,
} from '../../src/model/failure.ts';
import { type Finding, severities } from '../../src/model/finding.ts';
import {
  type ListedTarget,
  type ListResult,
  type ListVerdict,
  listImpacts,
  listVerdicts,
  whysUnknown,
} from '../../src/model/listing.ts';
import type { RunEvent } from '../../src/model/probe.ts';
import type { ServerReply } from '../../src/model/reply.ts';
import {
  type Evidence,
  type RecordLine,
  type RecordSection,
  type Report,
  schemaVersion,
  type Timing,
  type Tool,
} from '../../src/model/report.ts';
import {
  authMethods,
  type Candidate,
  type CandidateProof,
  type DocumentationLink,
  type ProviderConditions,
  proofStates,
  type Remark,
  type ServerSettings,
  type SettingsReport,
  type SourceReport,
  serverTypes,
  settingsOrigins,
  type TokenSource,
  trusts,
} from '../../src/model/settings.ts';
import type { Subject } from '../../src/model/subject.ts';
import { protocols, securities } from '../../src/model/subject.ts';
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
} from '../../src/model/target.ts';
import { type Part, schema } from './schema.ts';

/** Each field of a type of the model, and whether it must be there: the compiler keeps these tables true. */
type Presence<T> = { readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? 'may' : 'must' };
/** Each variant of a union by its tag. */
type Variants<T, K extends keyof T> = {
  readonly [V in T[K] & string]: Presence<T extends unknown ? (V extends T[K] ? T : never) : never>;
};

/** The part at a path that begins with a name of the schema's definitions, or of the report's fields. */
function part(path: string): Part {
  const [first = '', ...inner] = path.split('.');
  const start = first === '' ? schema : (schema.$defs?.[first] ?? schema.properties?.[first] ?? {});
  const found = inner.reduce<Part>((at, name) => (name === '[]' ? at.items : at.properties?.[name]) ?? {}, start);
  return found.$ref === undefined ? found : part(found.$ref.slice('#/$defs/'.length));
}

const presenceIn = ({ properties = {}, required = [] }: Part): Record<string, string> =>
  Object.fromEntries(Object.keys(properties).map((name) => [name, required.includes(name) ? 'must' : 'may']));

const report: Presence<Report> = {
  schemaVersion: 'must',
  tool: 'must',
  command: 'must',
  startedAt: 'must',
  target: 'must',
  verdict: 'must',
  causes: 'must',
  findings: 'must',
  unexplained: 'must',
  notTested: 'must',
  records: 'may',
  settings: 'may',
  clients: 'may',
  evidence: 'must',
  timing: 'must',
  interrupted: 'may',
  remarks: 'must',
  crashes: 'must',
};
const evidence: Presence<Evidence> = {
  schemaVersion: 'must',
  tool: 'must',
  command: 'must',
  startedAt: 'must',
  target: 'must',
  observations: 'must',
  timing: 'must',
  interrupted: 'may',
  remarks: 'must',
  crashes: 'must',
};
const tool: Presence<Tool> = { name: 'must', version: 'must', node: 'must', openssl: 'must', roots: 'must' };
const target: Presence<Target> = {
  address: 'may',
  domain: 'may',
  servers: 'must',
  user: 'may',
  symptom: 'may',
  protocols: 'must',
  ceiling: 'must',
  stopAfter: 'may',
  from: 'may',
  to: 'may',
  survey: 'must',
  credentials: 'may',
  allowInsecureAuth: 'may',
  loginFound: 'may',
  confirmedHosts: 'may',
  blacklist: 'may',
  records: 'may',
  settings: 'may',
  family: 'may',
  profile: 'may',
  expect: 'may',
  file: 'may',
  tlsOffers: 'may',
};
const profile: Presence<UsedProfile> = { name: 'must', file: 'must' };
const expectations: Presence<Expectations> = { works: 'must', accept: 'must' };
const acceptance: Presence<Acceptance> = { id: 'must', at: 'may', reason: 'must', until: 'must' };
const lists: Presence<ListWishes> = { subjects: 'must', role: 'may', lists: 'must', mine: 'may' };
const mine: Presence<NonNullable<ListWishes['mine']>> = { ask: 'may' };
const listResult: Presence<ListResult> = {
  zone: 'must',
  name: 'must',
  verdict: 'must',
  answers: 'must',
  meaning: 'must',
  unknown: 'may',
  impact: 'must',
  codes: 'may',
  asked: 'may',
  granularity: 'may',
  covers: 'may',
  collateral: 'may',
  consequence: 'may',
  reason: 'may',
  delistUrl: 'may',
  lookupUrl: 'may',
};
const settingsWishes: Presence<SettingsWishes> = {
  guess: 'must',
  http: 'may',
  plaintext: 'may',
  redirectHosts: 'may',
};
const server: Presence<ServerSettings> = {
  type: 'must',
  host: 'must',
  port: 'must',
  security: 'must',
  auth: 'must',
  username: 'may',
};
const remark: Presence<Remark> = { what: 'must', reason: 'must', fault: 'may' };
const candidate: Presence<Candidate> = {
  ...server,
  usernameTemplate: 'may',
  origins: 'must',
  trust: 'must',
  usernameAssumed: 'may',
  proof: 'must',
};
const proof: Presence<CandidateProof> = {
  state: 'must',
  text: 'may',
  tlsVersion: 'may',
  mechanisms: 'may',
  offers: 'may',
  lacks: 'may',
  evidence: 'must',
};
const settingsSource: Presence<SourceReport> = {
  origin: 'must',
  state: 'must',
  place: 'may',
  redirects: 'may',
  alias: 'may',
  text: 'must',
  servers: 'must',
  trust: 'may',
  changed: 'may',
  ttl: 'may',
  ms: 'may',
  dropped: 'must',
  remarks: 'must',
};
const settings: Presence<SettingsReport> = {
  incoming: 'must',
  outgoing: 'must',
  sources: 'must',
  provider: 'may',
  documentation: 'must',
  oAuth2: 'must',
};
const provider: Presence<ProviderConditions> = {
  id: 'must',
  name: 'must',
  needs: 'must',
  docsUrl: 'may',
  folders: 'may',
  confidence: 'must',
  sources: 'must',
};
const documentation: Presence<DocumentationLink> = { url: 'must', text: 'may', toEnable: 'may' };
const tokenSource: Presence<TokenSource> = {
  issuer: 'must',
  scopes: 'must',
  authorizationUrl: 'may',
  tokenUrl: 'may',
};
const client: Presence<ClientReport> = { id: 'must', name: 'must', servers: 'must', sources: 'must' };
const abilitySource: Presence<ClientReport['sources'][number]> = { url: 'must', date: 'must' };
const clientAtServer: Presence<ClientAtServer> = {
  type: 'must',
  host: 'must',
  ports: 'must',
  state: 'must',
  obstacles: 'must',
};
const obstacle: Presence<Obstacle> = { kind: 'must', text: 'must', fix: 'must' };
const recordWishes: Presence<RecordWishes> = { selectors: 'must', sendingIps: 'must' };
const selector: Presence<DkimSelector> = { selector: 'must', domain: 'must', source: 'must' };
const recordSection: Presence<RecordSection> = { title: 'must', lines: 'must' };
const recordLine: Presence<RecordLine> = { depth: 'must', text: 'must', note: 'may' };
const namedServer: Presence<NamedServer> = { protocol: 'must', host: 'must', port: 'may', security: 'may' };
const cause: Presence<RankedCause> = {
  id: 'must',
  title: 'must',
  severity: 'must',
  confidence: 'must',
  doubts: 'must',
  subject: 'must',
  summary: 'must',
  explains: 'must',
  because: 'must',
  notTested: 'must',
  ruledOut: 'must',
  actions: 'must',
  check: 'may',
};
const statement: Presence<Statement> = { text: 'must', because: 'must' };
const action: Presence<Action> = { text: 'must', command: 'may' };
const finding: Presence<Finding> = {
  rule: 'must',
  subject: 'must',
  severity: 'must',
  message: 'must',
  args: 'must',
  text: 'must',
  evidence: 'must',
  place: 'may',
  accepted: 'may',
};
const accepted: Presence<NonNullable<Finding['accepted']>> = { severity: 'must', reason: 'must', until: 'must' };
const notTested: Presence<NotTested> = { what: 'must', where: 'must', because: 'must', reason: 'must' };
const observation: Presence<Observation> = {
  id: 'must',
  fact: 'must',
  subject: 'must',
  outcome: 'must',
  span: 'must',
  transcript: 'must',
};
const span: Presence<Span> = { startedAt: 'must', ms: 'must', roundTrips: 'must', waitedFor: 'may' };
const line: Presence<Line> = { at: 'must', from: 'must', encrypted: 'must', expected: 'must', text: 'must' };
const reply: Presence<ServerReply> = { protocol: 'must', status: 'must', enhanced: 'may', code: 'may', text: 'must' };
const timing: Presence<Timing> = {
  elapsedMs: 'must',
  longestChain: 'must',
  longestChainMs: 'must',
  connections: 'must',
  queries: 'must',
};

describe('objects have the fields of the model, and no other', () => {
  test.each([
    ['', report],
    ['savedEvidence', evidence],
    ['target.settings', settingsWishes],
    ['serverSettings', server],
    ['remark', remark],
    ['candidate', candidate],
    ['candidate.proof', proof],
    ['settingsSource', settingsSource],
    ['settings', settings],
    ['settings.provider', provider],
    ['settings.documentation.[]', documentation],
    ['settings.oAuth2.[]', tokenSource],
    ['client', client],
    ['client.sources.[]', abilitySource],
    ['clientAtServer', clientAtServer],
    ['clientAtServer.obstacles.[]', obstacle],
    ['target.records', recordWishes],
    ['target.records.selectors.[]', selector],
    ['recordSection', recordSection],
    ['recordSection.lines.[]', recordLine],
    ['tool', tool],
    ['target', target],
    ['target.servers.[]', namedServer],
    ['target.profile', profile],
    ['target.expect', expectations],
    ['target.expect.accept.[]', acceptance],
    ['target.blacklist', lists],
    ['target.blacklist.mine', mine],
    ['listResult', listResult],
    ['cause', cause],
    ['cause.ruledOut.[]', statement],
    ['cause.actions.[]', action],
    ['finding', finding],
    ['finding.accepted', accepted],
    ['notTested', notTested],
    ['observation', observation],
    ['observation.span', span],
    ['line', line],
    ['reply', reply],
    ['timing', timing],
  ])('%s', (path, presence) => {
    expect(presenceIn(part(path))).toEqual(presence);
    expect(part(path).additionalProperties).toBe(false);
  });
});

const subject: Variants<Subject, 'kind'> = {
  here: { kind: 'must' },
  domain: { kind: 'must', name: 'must' },
  host: { kind: 'must', name: 'must' },
  file: { kind: 'must', path: 'must' },
  service: { kind: 'must', host: 'must', protocol: 'must', port: 'must', security: 'must' },
  address: { kind: 'must', host: 'must', ip: 'must' },
  endpoint: { kind: 'must', host: 'must', ip: 'must', protocol: 'must', port: 'must', security: 'must' },
};
const outcome: Variants<Outcome<string>, 'status'> = {
  observed: { status: 'must', value: 'must' },
  failed: { status: 'must', failure: 'must' },
  inconclusive: { status: 'must', reason: 'must' },
  skipped: { status: 'must', because: 'must' },
};
const brokenOff = { kind: 'must', stage: 'must', code: 'may' } as const;
const failure: Variants<Failure, 'kind'> = {
  timeout: { kind: 'must', stage: 'must', afterMs: 'must' },
  refused: brokenOff,
  unreachable: brokenOff,
  reset: brokenOff,
  closed: brokenOff,
  rejected: { kind: 'must', stage: 'must', reply: 'must' },
  violation: { kind: 'must', stage: 'must', violation: 'must', received: 'may' },
  'wrong-service': { kind: 'must', stage: 'must', service: 'must', received: 'must' },
  tls: { kind: 'must', stage: 'must', reason: 'must', code: 'must', received: 'may' },
  dns: { kind: 'must', stage: 'must', trouble: 'must', resolver: 'may', ede: 'may' },
  withheld: { kind: 'must', stage: 'must', reason: 'must' },
};
const event: Variants<
  | RunEvent
  | ({ readonly type: 'target'; readonly verdict: ListVerdict } & ListedTarget)
  | { readonly type: 'report'; readonly report: Report },
  'type'
> = {
  started: { type: 'must', probe: 'must', subject: 'must' },
  finished: { type: 'must', probe: 'must', subject: 'must' },
  discovered: { type: 'must', subject: 'must' },
  observed: { type: 'must', observation: 'must' },
  target: { type: 'must', target: 'must', host: 'may', verdict: 'must', problem: 'may', results: 'must' },
  report: { type: 'must', report: 'must' },
};

describe('unions have the variants of the model, and no other', () => {
  test.each([
    ['subject', 'kind', subject],
    ['outcome', 'status', outcome],
    ['failure', 'kind', failure],
    ['event', 'type', event],
  ])('%s', (name, tag, variants) => {
    const found = (part(name).oneOf ?? []).flatMap((one) => {
      const { const: only, enum: several = [only] } = one.properties?.[tag] ?? {};
      expect(one.additionalProperties).toBe(false);
      return several.map((value) => [value, presenceIn(one)]);
    });
    expect(Object.fromEntries(found)).toEqual(variants);
    expect(found).toHaveLength(Object.keys(variants).length);
  });
});

const variant = (name: string, tag: string): Part =>
  part(name).oneOf?.find(({ properties = {} }) => Object.values(properties)[0]?.const === tag) ?? {};
const froms: Readonly<Record<Line['from'], true>> = { client: true, server: true, mailcheck: true };
const interruptions: Readonly<Record<NonNullable<Evidence['interrupted']>, true>> = { signal: true, deadline: true };
const credentials: Readonly<Record<NonNullable<Target['credentials']>, true>> = {
  password: true,
  'access-token': true,
};
const sourceStates: Readonly<Record<SourceReport['state'], true>> = {
  found: true,
  absent: true,
  failed: true,
  'not-asked': true,
};
const confidencesIn: Readonly<Record<ProviderConditions['confidence'], true>> = { high: true, medium: true, low: true };
const families: Readonly<Record<NonNullable<Target['family']>, true>> = { 4: true, 6: true };

describe('lists of words are those of the model', () => {
  test.each<[string, Part | undefined, readonly (string | number)[]]>([
    ['verdict', part('verdict'), verdicts],
    ['severity', part('severity'), severities],
    ['confidence', part('cause.confidence'), confidences],
    ['protocol', part('protocol'), protocols],
    ['security', part('security'), securities],
    ['symptom', part('target.symptom'), symptoms],
    ['ceiling', part('target.ceiling'), effects],
    ['stopAfter', part('target.stopAfter'), stopStages],
    ['credentials', part('target.credentials'), Object.keys(credentials)],
    ['role', part('target.blacklist.role'), roles],
    ['list verdict', part('listVerdict'), listVerdicts],
    ['list unknown', part('listResult.unknown'), whysUnknown],
    ['list impact', part('listResult.impact'), listImpacts],
    ['family', part('target.family'), Object.keys(families).map(Number)],
    ['source of a selector', part('target.records.selectors.[].source'), selectorSources],
    ['guess', part('target.settings.guess'), guessings],
    ['login of settings', part('authMethod'), authMethods],
    ['type of server', part('serverType'), serverTypes],
    ['origin of settings', part('settingsOrigin'), settingsOrigins],
    ['trust', part('trust'), trusts],
    ['state of a proof', part('candidate.proof.state'), proofStates],
    ['state of a source', part('settingsSource.state'), Object.keys(sourceStates)],
    ['state of a client', part('clientAtServer.state'), clientStates],
    ['kind of an obstacle', part('clientAtServer.obstacles.[].kind'), obstacleKinds],
    ['confidence in a provider', part('settings.provider.confidence'), Object.keys(confidencesIn)],
    ['interrupted', part('interrupted'), Object.keys(interruptions)],
    ['from', part('line.from'), Object.keys(froms)],
    ['stage', part('stage'), stages],
    ['because', variant('outcome', 'skipped').properties?.because?.anyOf?.[0], skipReasons],
    ['violation', variant('failure', 'violation').properties?.violation, violations],
    ['service', variant('failure', 'wrong-service').properties?.service, wrongServices],
    ['TLS reason', variant('failure', 'tls').properties?.reason, tlsReasons],
    ['DNS trouble', variant('failure', 'dns').properties?.trouble, dnsTroubles],
    ['withheld', variant('failure', 'withheld').properties?.reason, withheldReasons],
  ])('%s', (_, { enum: words } = {}, known) => {
    expect(words).toEqual([...known]);
  });

  test('are all of the schema', () => {
    const count = (value: unknown): number =>
      typeof value !== 'object' || value === null
        ? 0
        : Object.entries(value).reduce((sum, [key, inner]) => sum + (key === 'enum' ? 1 : count(inner)), 0);
    // Beside those above: the tags of failures without a field of their own, and of the events of a probe.
    expect(count(schema)).toBe(34 + 2);
  });
});

test('the schema is that of the current version', () => {
  const pattern = (part('schemaVersion') as { readonly pattern?: string }).pattern ?? '';
  expect(new RegExp(pattern).test(schemaVersion)).toBe(true);
});
