import type { Case } from '../model/cause.ts';
import type { Finding } from '../model/finding.ts';
import { type Endpoint, subjectId } from '../model/subject.ts';
import { enumerate } from './enumerate.ts';

/** `mail.example.org on 993, 465 and 587`, hosts joined by `and`; hosts without a port stand alone. */
export const whereOf = (at: Pick<Case, 'findings'>): string => enumerate(placesOf(at.findings));

/** One place a host: `mail.example.org on 993 and 465`. */
export function placesOf(findings: readonly Finding[]): string[] {
  const ports = new Map<string, Set<number>>();
  for (const { subject } of findings) {
    const host = 'host' in subject ? subject.host : 'name' in subject ? subject.name : undefined;
    if (host === undefined) continue;
    const known = ports.get(host) ?? new Set();
    if ('port' in subject) known.add(subject.port);
    ports.set(host, known);
  }
  return [...ports].map(([host, known]) => (known.size === 0 ? host : `${host} on ${enumerate([...known])}`));
}

/** The endpoints of the defining findings, each once. */
export function endpointsOf(at: Pick<Case, 'findings'>): Endpoint[] {
  const found = new Map<string, Endpoint>();
  for (const { subject } of at.findings) if (subject.kind === 'endpoint') found.set(subjectId(subject), subject);
  return [...found.values()];
}

/** True when a finding is about a port and host that the case is about. */
export const isSamePort = (finding: Finding, at: Pick<Case, 'findings'>): boolean => {
  const { subject } = finding;
  if (subject.kind !== 'endpoint' && subject.kind !== 'service') return false;
  return endpointsOf(at).some((one) => one.host === subject.host && one.port === subject.port);
};
