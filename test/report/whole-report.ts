import type { RankedCause } from '../../src/model/cause.ts';
import { type Line, type Observation, type Outcome, observationId } from '../../src/model/evidence.ts';
import type { Failure } from '../../src/model/failure.ts';
import type { ListResult } from '../../src/model/listing.ts';
import type { Report } from '../../src/model/report.ts';
import type { Candidate } from '../../src/model/settings.ts';
import { address, configurationFile, domain, here, host, type Subject, service } from '../../src/model/subject.ts';
import type { Target } from '../../src/model/target.ts';
import { endpointOf, findingOf, replyOf } from '../evidence.ts';

const imaps = endpointOf('imap', 993, 'tls');

/** Each kind of subject. */
export const subjects: readonly Subject[] = [
  here,
  domain('example.org'),
  host('mail.example.org'),
  configurationFile('msmtprc'),
  service('mail.example.org', 'imap', 993, 'tls'),
  address('mail.example.org', '192.0.2.10'),
  imaps,
];

/** Each kind of failure, with all that it may tell. */
export const failures: readonly Failure[] = [
  { kind: 'timeout', stage: 'greeting', afterMs: 30_000 },
  { kind: 'refused', stage: 'connect', code: 'ECONNREFUSED' },
  { kind: 'rejected', stage: 'auth', reply: replyOf('smtp', '535', 'no', { enhanced: '5.7.8', code: 'X' }) },
  { kind: 'violation', stage: 'starttls', violation: 'starttls-injection', received: '250 x' },
  { kind: 'wrong-service', stage: 'greeting', service: 'ssh', received: 'SSH-2.0' },
  { kind: 'tls', stage: 'tls', reason: 'not-tls', code: 'ERR_SSL_WRONG_VERSION_NUMBER', received: '220 x' },
  { kind: 'dns', stage: 'dns', trouble: 'servfail', resolver: '192.0.2.53:53' },
  { kind: 'withheld', stage: 'auth', reason: 'no-tls' },
];

const outcomes: readonly Outcome<unknown>[] = [
  { status: 'observed', value: { ms: 3 } },
  { status: 'inconclusive', reason: 'greylisted' },
  { status: 'skipped', because: 'not-asked' },
  { status: 'skipped', because: 'net/connect@here' },
  ...failures.map((failure): Outcome<unknown> => ({ status: 'failed', failure })),
];

const line: Line = { at: 3, from: 'server', encrypted: true, expected: false, text: '* OK' };

const observations: readonly Observation[] = outcomes.map((outcome, index) => {
  const subject = subjects[index % subjects.length] ?? here;
  const fact = `test/fact-${index}`;
  return {
    id: observationId({ id: fact }, subject),
    fact,
    subject,
    outcome,
    span: { startedAt: index, ms: 1.5, roundTrips: 1, ...(index === 0 ? {} : { waitedFor: 'test/fact-0@here' }) },
    transcript: index === 0 ? [line] : [],
  };
});

const target: Target = {
  address: 'ann@example.org',
  domain: 'example.org',
  servers: [{ protocol: 'imap', host: 'mail.example.org', port: 993, security: 'tls' }],
  user: 'ann',
  symptom: 'sync',
  protocols: ['smtp', 'imap', 'pop3', 'sieve'],
  ceiling: 'authenticate',
  stopAfter: 'auth',
  from: '',
  to: ['bob@example.net'],
  survey: true,
  credentials: 'password',
  allowInsecureAuth: true,
  loginFound: false,
  confirmedHosts: ['imap.example.org'],
  blacklist: {
    subjects: ['192.0.2.10'],
    role: 'client',
    lists: ['default'],
    mine: { ask: 'smtp.example.org:587' },
  },
  settings: { guess: 'auto', http: true, plaintext: true, redirectHosts: ['www.example.net'] },
  records: {
    selectors: [{ selector: 'mail', domain: 'example.org', source: 'named' }],
    sendingIps: ['192.0.2.10'],
  },
  family: 4,
  file: 'msmtprc',
  tlsOffers: true,
  profile: { name: 'work', file: '/home/ann/mailcheck.yaml' },
  expect: {
    works: ['imap'],
    accept: [{ id: 'dns/mx-missing', at: 'example.org', reason: 'it gets no mail', until: '2027-01-31' }],
  },
};

/** Everything that a list may say. */
export const listResult: ListResult = {
  zone: 'bl.example.net',
  name: 'Example',
  verdict: 'listed',
  answers: ['127.0.0.2'],
  meaning: 'sends spam',
  unknown: 'unknown-code',
  impact: 'high',
  codes: [{ answer: '127.0.0.2', verdict: 'listed', meaning: 'sends spam' }],
  asked: 'example.org',
  granularity: '/64',
  covers: '2001:db8::/64',
  collateral: true,
  consequence: 'expect 550',
  reason: 'see https://example.net/',
  delistUrl: 'https://example.net/off',
  lookupUrl: 'https://example.net/',
};

const notTested = { what: 'login', where: [imaps], because: 'no-credentials', reason: 'no password was given' };

const cause: RankedCause = {
  id: 'cert-expired',
  title: 'The certificate has expired',
  severity: 'error',
  confidence: 'likely',
  doubts: ['the clock was not compared'],
  subject: imaps,
  summary: 'mail.example.org serves a certificate that ended 12 days ago, on 993.',
  explains: [0],
  because: ['test/fact-0@here'],
  notTested: [notTested],
  ruledOut: [{ text: 'wrong clock here', because: ['test/fact-0@here'] }],
  actions: [{ text: 'Renew it.', command: 'certbot renew' }, { text: 'Wait.' }],
  check: 'mailcheck tls mail.example.org',
};

const candidate: Candidate = {
  type: 'imap',
  host: 'imap.example.org',
  port: 993,
  security: 'tls',
  auth: ['password-cleartext'],
  username: 'ann@example.org',
  usernameTemplate: '%EMAILADDRESS%',
  origins: ['autoconfig', 'srv'],
  trust: 'confirm',
  usernameAssumed: true,
  proof: {
    state: 'works',
    text: 'not at 2001:db8::10',
    tlsVersion: 'TLSv1.3',
    mechanisms: ['PLAIN'],
    offers: ['password-cleartext'],
    lacks: ['oauth2'],
    evidence: ['test/fact-0@here'],
  },
};

/** A report in which every field of every kind of thing is there; no run would give all of it. */
export const wholeReport: Report = {
  schemaVersion: '1.0',
  tool: { name: 'mailcheck', version: '0.1.0', node: 'v20.20.2', openssl: '3.0.17', roots: 'Node' },
  command: 'diagnose',
  startedAt: '2026-11-24T12:00:00.000Z',
  target,
  verdict: 'broken',
  causes: [cause],
  findings: [
    findingOf('tls/certificate-expired', imaps, { days: 12, host: 'mail.example.org' }),
    {
      ...findingOf('dns/mx-missing', domain('example.org')),
      place: { file: 'msmtprc', line: 7 },
      severity: 'notice',
      accepted: { severity: 'error', reason: 'it gets no mail', until: '2027-01-31' },
    },
  ],
  unexplained: [1],
  notTested: [notTested],
  settings: {
    incoming: [candidate],
    outgoing: [],
    sources: [
      {
        origin: 'autoconfig',
        state: 'found',
        place: 'https://autoconfig.example.org/mail/config-v1.1.xml',
        redirects: ['https://www.example.org/config.xml'],
        alias: 'web.example.org',
        text: '',
        servers: [{ type: 'imap', host: 'imap.example.org', port: 993, security: 'tls', auth: [], username: 'ann' }],
        trust: 'trusted',
        changed: '2026-11-24T12:00:00.000Z',
        ttl: 300,
        ms: 12,
        dropped: [{ what: 'incomingServer type="jmap"', reason: 'skipped' }],
        remarks: [{ what: 'imap imap.example.org:143', reason: 'its socketType is plain' }],
      },
    ],
    provider: {
      id: 'example',
      name: 'Example',
      needs: ['Needs an app password'],
      docsUrl: 'https://example.org/help',
      folders: { sent: 'Sent' },
      confidence: 'high',
      sources: ['a list (2026-11-24)'],
    },
    documentation: [{ url: 'https://example.org/help', text: 'Set it up', toEnable: true }],
    oAuth2: [
      {
        issuer: 'login.example.org',
        scopes: ['mail'],
        authorizationUrl: 'https://login.example.org/auth',
        tokenUrl: 'https://login.example.org/token',
      },
    ],
  },
  clients: [
    {
      id: 'outlook-windows-7',
      name: 'Outlook on Windows 7, as installed',
      servers: [
        {
          type: 'imap',
          host: 'mail.example.org',
          ports: [993],
          state: 'cannot',
          obstacles: [
            { kind: 'tls', text: 'the server takes TLS 1.2, the program offers TLS 1.0 only', fix: 'Update it.' },
          ],
        },
      ],
      sources: [{ url: 'https://example.org/tls', date: '2026-11' }],
    },
  ],
  records: [{ title: 'SPF', lines: [{ depth: 0, text: 'v=spf1 mx -all', note: 'pass' }] }],
  evidence: observations,
  timing: { elapsedMs: 210, longestChain: ['test/fact-0@here'], longestChainMs: 200, connections: 4, queries: 7 },
  interrupted: 'deadline',
  remarks: ['A password was allowed over connections that are not protected.'],
  crashes: ['net/refused: Error: x'],
};
