import { defineRule } from '../../model/finding.ts';
import { dmarcPolicy } from '../../probes/facts/dmarc.ts';
import { bimi } from '../../probes/facts/published.ts';
import { governingRecord } from '../dmarc-record.ts';

export default defineRule({
  id: 'bimi/without-enforcement',
  title: 'BIMI needs a DMARC policy that is enforced',
  severity: 'notice',
  on: 'domain',
  reads: [bimi, dmarcPolicy],
  messages: {
    weak: '{domain} has a BIMI record, and its DMARC policy is {policy}: logos are shown only under quarantine or reject for all mail.',
  },
  *check(at, view) {
    const [record] = view.value(bimi, at)?.records ?? [];
    if (record === undefined || record.location === '' || view.value(dmarcPolicy, at) === undefined) return;
    const governing = governingRecord(at, view);
    const enforced = governing?.policy !== undefined && governing.policy !== 'none' && !governing.record.testing;
    if (enforced && governing.record.percent === 100) return;
    yield { message: 'weak', args: { domain: at.name, policy: governing?.policy ?? 'missing' } };
  },
});
