// Compiled by a test against the declarations of the built package, and run against its code.
import {
  type Cause,
  type Credentials,
  type Diagnosis,
  diagnose,
  type Evidence,
  type Explanation,
  explain,
  explainIds,
  type Failure,
  type FileProblem,
  type Finding,
  gather,
  judge,
  type NamedServer,
  type Network,
  type Observation,
  type Outcome,
  type Proposal,
  proposeRecords,
  type RankedCause,
  type Report,
  type RunEvent,
  type RunOptions,
  readEvidence,
  render,
  renderZone,
  Secret,
  type Severity,
  type Subject,
  type Symptom,
  type Target,
  type Topic,
  topics,
  writeEvidence,
} from 'mailcheck';

/** Nothing can be reached, and that at once. */
const network: Network = {
  route: (_ip: string, _port: number, _transport: 'tcp' | 'udp') => ({ to: 'nowhere', how: 'refused' }),
  localAddresses: () => [{ ip: '192.0.2.7', interface: 'eth0' }],
  resolvers: () => ['192.0.2.53:53'],
  pinned: new Map([['mail.example.org', ['192.0.2.10']]]),
};
const server: NamedServer = { protocol: 'imap', host: 'mail.example.org', port: 993, security: 'tls' };
const symptom: Symptom = 'sync';
const target: Target = {
  address: 'ann@example.org',
  domain: 'example.org',
  servers: [server],
  symptom,
  protocols: ['imap'],
  ceiling: 'authenticate',
  survey: false,
};
const credentials: Credentials = { kind: 'password', secret: new Secret('hunter2') };
const events: RunEvent[] = [];
const options: RunOptions = {
  target,
  credentials,
  network,
  deadlineMs: 10_000,
  limits: { connectMs: 1_000, dnsMs: 1_000 },
  blocklists: false,
  onEvent: (event: RunEvent) => void events.push(event),
  signal: new AbortController().signal,
};

const evidence: Evidence = await gather(options);
const report: Report = judge(evidence);
const again: Report = await diagnose(options);

const saved: string = writeEvidence(evidence);
const read: Evidence | FileProblem = readEvidence(saved);
const problem: FileProblem | Evidence = readEvidence('{}');

const words = (failure: Failure): string =>
  failure.kind === 'timeout'
    ? `${failure.afterMs} ms`
    : failure.kind === 'rejected'
      ? failure.reply.status
      : failure.kind;
const told = (outcome: Outcome<unknown>): string =>
  outcome.status === 'failed' ? words(outcome.failure) : outcome.status;
const seen: readonly Observation[] = report.evidence;
const place = (subject: Subject): string => ('port' in subject ? `${subject.port}` : subject.kind);
const verdict: Diagnosis['verdict'] = report.verdict;
const first: RankedCause | undefined = report.causes[0];
const worst: Severity | undefined = report.findings[0]?.severity;
const findings: readonly Finding[] = report.findings;
const known: readonly Topic[] = topics();
const page: Explanation | undefined = explain('connection-refused');
const proposal: Proposal = proposeRecords(evidence);
const zone: string = renderZone(proposal);
const layerOf = (cause: Cause): string => cause.layer;

process.stdout.write(
  JSON.stringify({
    verdict,
    again: again.verdict,
    causes: [first?.id, ...report.causes.map(({ id }) => id)],
    worst,
    rules: [...new Set(findings.map(({ rule }) => rule))],
    places: [...new Set(findings.map(({ subject }) => place(subject)))],
    connect: seen.filter(({ fact }) => fact === 'net/connect').map(({ outcome }) => told(outcome)),
    events: [...new Set(events.map(({ type }) => type))].sort(),
    text: render(report, 'text', { width: 60 }).split('\n')[0],
    json: (JSON.parse(render(report, 'json')) as { schemaVersion: string }).schemaVersion,
    ndjson: (JSON.parse(render(report, 'ndjson')) as { type: string }).type,
    same: 'problem' in read ? read.detail : judge(read).verdict,
    problem: 'problem' in problem ? problem.problem : 'none',
    secret: `${credentials.secret}`,
    leaks: saved.includes('hunter2'),
    known: known.length === explainIds().length,
    page: page?.page.split('\n')[0],
    pages: explainIds().filter((id) => (explain(id)?.page.length ?? 0) < 100),
    zone: zone.split('\n')[0],
    layer: typeof layerOf,
  }),
);
