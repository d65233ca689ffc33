import { defineRule } from '../../model/finding.ts';
import { caa } from '../../probes/facts/published.ts';

export default defineRule({
  id: 'caa/missing',
  title: 'Any authority may issue certificates for the domain',
  severity: 'notice',
  on: 'domain',
  reads: [caa],
  messages: { missing: '{domain} has no CAA records: every authority may issue certificates for its names.' },
  *check(at, view) {
    const found = view.value(caa, at);
    if (found !== undefined && found.records.length === 0) yield { message: 'missing', args: { domain: at.name } };
  },
});
