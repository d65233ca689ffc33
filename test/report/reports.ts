import type { RankedCause } from '../../src/model/cause.ts';
import { type Line, type Observation, type Outcome, observationId } from '../../src/model/evidence.ts';
import type { Report } from '../../src/model/report.ts';
import type { Subject } from '../../src/model/subject.ts';
import { plainStyle, type Style } from '../../src/report/style.ts';
import { endpointOf, targetOf } from '../evidence.ts';

export const imaps = endpointOf('imap', 993, 'tls');

/** A report of nothing, but for what is said otherwise. */
export const reportOf = (differs: Partial<Report> = {}): Report => ({
  schemaVersion: '1.0',
  tool: { name: 'mailcheck', version: '0.1.0', node: 'v20.20.2', openssl: '3.0.17', roots: 'Node' },
  command: 'diagnose',
  startedAt: '2026-11-24T12:00:00.000Z',
  target: targetOf(),
  verdict: 'healthy',
  causes: [],
  findings: [],
  unexplained: [],
  notTested: [],
  evidence: [],
  timing: { elapsedMs: 214, longestChain: [], longestChainMs: 0, connections: 0, queries: 0 },
  remarks: [],
  crashes: [],
  ...differs,
});

/** The bare cause, but for what is said otherwise. */
export const causeOf = (differs: Partial<RankedCause> = {}): RankedCause => ({
  id: 'cert-expired',
  title: 'The certificate has expired',
  severity: 'error',
  confidence: 'certain',
  doubts: [],
  subject: imaps,
  summary: 'It ended 12 days ago.',
  explains: [],
  because: [],
  notTested: [],
  ruledOut: [],
  actions: [],
  ...differs,
});

export const lineOf = (from: Line['from'], text: string, differs: Partial<Line> = {}): Line => ({
  at: 41,
  from,
  encrypted: true,
  expected: true,
  text,
  ...differs,
});

/** A fact that was observed, with its conversation, but for what is said otherwise. */
export function seenAt(
  fact: string,
  subject: Subject,
  transcript: readonly Line[] = [],
  outcome: Outcome<unknown> = { status: 'observed', value: {} },
): Observation {
  const span = { startedAt: 0, ms: 1, roundTrips: 1 };
  return { id: observationId({ id: fact }, subject), fact, subject, outcome, span, transcript };
}

export const styleOf = (differs: Partial<Style> = {}): Style => ({ ...plainStyle, ...differs });
