import { defineRule } from '../../model/finding.ts';
import { bimi } from '../../probes/facts/published.ts';

export default defineRule({
  id: 'bimi/record-invalid',
  title: 'The BIMI record is wrong, so no logo is shown',
  severity: 'notice',
  on: 'domain',
  reads: [bimi],
  messages: {
    several: 'There are {count} BIMI records at default._bimi.{domain}: receivers take none.',
    location: 'The BIMI record of {domain} has no l= with the place of the logo.',
    'location-scheme': 'The BIMI record of {domain} gives a place for the logo that is not an https: address.',
    'not-svg': 'The BIMI record of {domain} names a logo that is not an SVG file.',
    'authority-scheme':
      'The BIMI record of {domain} gives a place for the mark certificate that is not an https: address.',
  },
  *check(at, view) {
    const records = view.value(bimi, at)?.records ?? [];
    const args = { domain: at.name, count: records.length };
    if (records.length > 1) yield { message: 'several', args };
    else for (const fault of records[0]?.faults ?? []) yield { message: fault, args };
  },
});
