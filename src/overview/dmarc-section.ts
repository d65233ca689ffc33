import type { View } from '../model/finding.ts';
import type { RecordLine, RecordSection } from '../model/report.ts';
import type { Domain } from '../model/subject.ts';
import { type DmarcDiscovery, dmarcPolicy, reportAuthorisations } from '../probes/facts/dmarc.ts';
import { governingRecord } from '../rules/dmarc-record.ts';
import { cut, unknown } from './unknown.ts';

/** The policy that governs the domain, where it comes from, and what counts as aligned. */
export function dmarcSection(at: Domain, view: View): RecordSection {
  const found = view.value(dmarcPolicy, at);
  if (found === undefined) return { title: 'DMARC', lines: unknown(dmarcPolicy, at, view) };
  const governing = governingRecord(at, view);
  if (governing === undefined) return { title: 'DMARC', lines: [...several(found), ...noneOf(found)] };
  const { record, name, policy } = governing;
  const inherited = name === at.name ? '' : ` from ${name}`;
  const held = record.testing ? ', in test: not applied' : '';
  return {
    title: 'DMARC',
    lines: [
      { depth: 0, text: cut(record.text) },
      { depth: 1, text: '', note: `${policy ?? 'no policy'} for ${at.name}${inherited}${held}` },
      { depth: 1, text: '', note: alignment(at, found, record.spf, record.dkim) },
      ...reports(at, view),
    ],
  };
}

const several = (found: DmarcDiscovery): RecordLine[] =>
  found.names
    .filter(({ records }) => records.length > 1)
    .map(({ name, records }) => ({ depth: 0, text: `_dmarc.${name}`, note: `${records.length} records: none counts` }));

function noneOf(found: DmarcDiscovery): RecordLine[] {
  const failed = found.names.find(({ trouble }) => trouble !== undefined);
  if (failed !== undefined) return [{ depth: 0, text: `_dmarc.${failed.name}`, note: `not known (${failed.trouble})` }];
  return found.names.some(({ records }) => records.length > 0) ? [] : [{ depth: 0, text: '', note: 'none' }];
}

/** Which names may stand in SPF and DKIM for mail from the domain. */
function alignment(at: Domain, found: DmarcDiscovery, spf: 'r' | 's', dkim: 'r' | 's'): string {
  const old = found.bySuffixList ?? at.name;
  const relaxed =
    old === found.byWalk ? `anything in ${old}` : `anything in ${old} (RFC 7489) or ${found.byWalk} (RFC 9989)`;
  const of = (mode: 'r' | 's') => (mode === 's' ? `${at.name} alone` : relaxed);
  return spf === dkim ? `aligned: ${of(spf)}` : `aligned: SPF of ${of(spf)}, DKIM of ${of(dkim)}`;
}

const reports = (at: Domain, view: View): RecordLine[] =>
  (view.value(reportAuthorisations, at)?.domains ?? []).map(({ domain, authorised, trouble }) => ({
    depth: 1,
    text: '',
    note:
      trouble === undefined
        ? `${domain} ${authorised ? 'takes' : 'has not agreed to'} the reports`
        : `whether ${domain} takes the reports is not known (${trouble})`,
  }));
