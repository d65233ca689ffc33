import type { View } from '../model/finding.ts';
import type { RecordLine, RecordSection } from '../model/report.ts';
import type { Domain } from '../model/subject.ts';
import { type DomainValidation, domainValidation } from '../probes/facts/dnssec.ts';
import { bimi, caa } from '../probes/facts/published.ts';
import { whyBroken } from '../rules/broken-signatures.ts';
import { cut, unknown } from './unknown.ts';

/** Signatures of the domain, who may issue certificates for it, and its logo. */
export function certificateSections(at: Domain, view: View): RecordSection[] {
  return [
    { title: 'DNSSEC', lines: validationLines(at, view) },
    { title: 'CAA', lines: caaLines(at, view) },
    { title: 'BIMI', lines: (view.value(bimi, at)?.records ?? []).map(({ text }) => ({ depth: 0, text: cut(text) })) },
  ];
}

function validationLines(at: Domain, view: View): RecordLine[] {
  const found = view.value(domainValidation, at);
  if (found === undefined) return unknown(domainValidation, at, view);
  return [{ depth: 0, text: '', note: stateOf(found, view.now) }];
}

function stateOf(found: DomainValidation, now: Date): string {
  const { bogus, authenticated, trusted, ds, resolver, apex } = found;
  if (bogus) return `broken: ${whyBroken(found, now)}`;
  if (authenticated && trusted) return `signed, and validated by ${resolver}`;
  if (ds === undefined) return 'not known: the parent zone could not be asked';
  if (ds.length === 0) return apex ? 'not signed' : 'no zone of its own; not known to be signed';
  return `signed by the parent’s word; ${resolver} ${authenticated ? 'says that it is valid, which proves nothing from afar' : 'does not say whether it is valid'}`;
}

function caaLines(at: Domain, view: View): RecordLine[] {
  const found = view.value(caa, at);
  if (found === undefined) return unknown(caa, at, view);
  if (found.records.length === 0) return [{ depth: 0, text: '', note: 'none: any authority may issue' }];
  const note = found.at === at.name ? undefined : `from ${found.at}`;
  return found.records.map(({ critical, tag, value }) => ({
    depth: 0,
    text: cut(`${critical ? 128 : 0} ${tag} "${value}"`),
    ...(note === undefined ? {} : { note }),
  }));
}
