import { defineRule } from '../../model/finding.ts';
import { dmarcPolicy } from '../../probes/facts/dmarc.ts';
import { governingRecord } from '../dmarc-record.ts';

export default defineRule({
  id: 'dmarc/record-invalid',
  title: 'The DMARC record is wrong',
  severity: 'error',
  on: 'domain',
  reads: [dmarcPolicy],
  messages: {
    'no-policy': 'The DMARC record of {name} has no p= that is none, quarantine or reject: receivers apply no policy.',
    value: 'The DMARC record of {name} has {tag}={value}, which is not allowed there: receivers pass that tag over.',
    syntax: 'The DMARC record of {name} breaks the grammar at "{value}".',
  },
  *check(at, view) {
    const governing = governingRecord(at, view);
    if (governing === undefined) return;
    const { record, name } = governing;
    const policy = record.faults.find(({ tag }) => tag === 'p');
    if (record.policy === undefined) {
      yield { message: 'no-policy', args: { name, tag: 'p', value: policy?.value ?? '' } };
    }
    for (const { tag, value, problem } of record.faults) {
      if (problem === 'dropped' || tag === 'p') continue;
      yield { message: problem, args: { name, tag, value }, severity: 'warning' };
    }
  },
});
