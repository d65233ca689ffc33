import { defineRule } from '../../model/finding.ts';
import { dmarcPolicy } from '../../probes/facts/dmarc.ts';
import { governingRecord } from '../dmarc-record.ts';

export default defineRule({
  id: 'dmarc/no-reports',
  title: 'Nobody gets the DMARC reports',
  severity: 'notice',
  on: 'domain',
  reads: [dmarcPolicy],
  messages: {
    none: 'The DMARC record of {name} has no rua= with a mail address: what fails, and who sends in the name of the domain, nobody learns.',
  },
  *check(at, view) {
    const governing = governingRecord(at, view);
    if (governing === undefined) return;
    if (governing.record.aggregate.some(({ address }) => address !== undefined)) return;
    yield { message: 'none', args: { name: governing.name } };
  },
});
