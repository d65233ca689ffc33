import type { DmarcRecord } from './record.ts';

/** Names whose `_dmarc` record is asked for, at most eight, longest first (RFC 9989 section 4.10). */
export function walkNames(domain: string): string[] {
  const labels = domain.split('.');
  const first = labels.length >= 8 ? labels.length - 7 : 1;
  return [domain, ...labels.slice(first).map((_, index) => labels.slice(first + index).join('.'))];
}

/** What was found under one name. */
export interface WalkStep {
  readonly name: string;
  /** Of several records none counts; so it is with none. */
  readonly record?: Pick<DmarcRecord, 'psd'>;
}

/** Does the walk end here: does the record say by itself whose domain this is? */
export const endsWalk = ({ record }: WalkStep): boolean => record !== undefined && record.psd !== 'u';

/** The organisational domain that a walk has found (RFC 9989 section 4.10.2). */
export function organisationalDomain(domain: string, steps: readonly WalkStep[]): string {
  const found = steps.filter(({ record }) => record !== undefined);
  const own = found.find(({ record }) => record?.psd === 'n');
  if (own !== undefined) return own.name;
  const suffix = found.find(({ record, name }) => record?.psd === 'y' && name !== domain);
  if (suffix !== undefined) return oneBelow(domain, suffix.name);
  return found.at(-1)?.name ?? domain;
}

function oneBelow(domain: string, ancestor: string): string {
  const labels = domain.split('.');
  return labels.slice(-(ancestor.split('.').length + 1)).join('.');
}

/** The name whose record governs mail from the domain (RFC 9989 section 4.10.1); undefined when there is none. */
export function governingName(domain: string, steps: readonly WalkStep[]): string | undefined {
  const organisational = organisationalDomain(domain, steps);
  const has = (name: string) => steps.some((step) => step.name === name && step.record !== undefined);
  if (has(domain)) return domain;
  if (has(organisational)) return organisational;
  return steps.find(({ record, name }) => record?.psd === 'y' && name !== domain)?.name;
}
