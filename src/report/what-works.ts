import type { FactId } from '../model/evidence.ts';
import { atLeast } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { type Endpoint, hostPort, type Subject, subjectId } from '../model/subject.ts';

const tlsFact = 'tls/session';

/** Facts that a person would tick off, in the order of a conversation. */
const ticks: readonly (readonly [FactId, string])[] = [
  [tlsFact, 'TLS'],
  ['auth/login', 'login'],
  ['smtp/envelope', 'envelope'],
  ['smtp/delivery', 'test message'],
  ['imap/folders', 'folders'],
  ['pop3/maildrop', 'maildrop'],
];

export interface Works {
  /** `imap`. */
  readonly protocol: string;
  /** `mail.example.org:993`. */
  readonly server: string;
  readonly ticks: readonly string[];
}

const serviceOf = (subject: Subject): string =>
  subject.kind === 'endpoint' ? `${subject.protocol} ${hostPort(subject.host, subject.port)}` : subjectId(subject);

/** Services that greeted and about which nothing bad was found; addresses of one host are one service. */
export function whatWorks(report: Report): Works[] {
  const bad = new Set(
    report.findings.filter(({ severity }) => atLeast(severity, 'warning')).map(({ subject }) => serviceOf(subject)),
  );
  const services = new Map<string, { at: Endpoint; seen: Set<FactId>; isUnverified: boolean }>();
  for (const { fact, subject, outcome } of report.evidence) {
    if (subject.kind !== 'endpoint' || outcome.status !== 'observed') continue;
    const key = serviceOf(subject);
    if (bad.has(key)) continue;
    const service = services.get(key) ?? { at: subject, seen: new Set(), isUnverified: false };
    service.seen.add(fact);
    if (fact === tlsFact) service.isUnverified ||= (outcome.value as { verified?: unknown } | null)?.verified !== true;
    services.set(key, service);
  }
  return [...services.values()]
    .filter(({ at, seen }) => seen.has('mail/greeting') && (at.security === 'none' || seen.has(tlsFact)))
    .map(({ at, seen, isUnverified }) => ({
      protocol: at.protocol,
      server: hostPort(at.host, at.port),
      ticks: ticks
        .filter(([fact]) => seen.has(fact))
        .map(([fact, name]) => (fact === tlsFact && isUnverified ? `${name} (not verified)` : name)),
    }))
    .sort((a, b) => `${a.protocol} ${a.server}`.localeCompare(`${b.protocol} ${b.server}`, 'en'));
}
