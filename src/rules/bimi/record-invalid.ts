import { defineRule } from '../../model/finding.ts';
import { bimi } from '../../probes/facts/published.ts';

export default defineRule({
  id: 'bimi/record-invalid',
  title: 'The BIMI record is wrong, so no logo is shown',
  severity: 'notice',
  on: 'domain',
  reads: [bimi],
  messages: {
    several: 'default._bimi.{domain} has {count} records: receivers take none.',
    location: 'default._bimi.{domain} has no l= with the place of the logo.',
    'location-scheme': 'default._bimi.{domain} gives a place for the logo that is not an https: address.',
    'not-svg': 'default._bimi.{domain} names a logo that is not an SVG file.',
    'authority-scheme': 'default._bimi.{domain} gives a place for the mark certificate that is not an https: address.',
  },
  *check(at, view) {
    const records = view.value(bimi, at)?.records ?? [];
    const args = { domain: at.name, count: records.length };
    if (records.length > 1) yield { message: 'several', args };
    else for (const fault of records[0]?.faults ?? []) yield { message: fault, args };
  },
});
