import { defineRule } from '../../model/finding.ts';
import { dmarcPolicy } from '../../probes/facts/dmarc.ts';
import { governingRecord } from '../dmarc-record.ts';

export default defineRule({
  id: 'dmarc/dropped-tag',
  title: 'The DMARC record has a tag that is no longer used',
  severity: 'notice',
  on: 'domain',
  reads: [dmarcPolicy],
  messages: {
    pct: 'The DMARC record of {name} applies its policy to {value} % of the mail. RFC 9989 knows no pct: newer receivers apply it to all, or to none with t=y.',
    other: 'The DMARC record of {name} has {tag}=, which RFC 9989 has dropped: newer receivers ignore it.',
  },
  *check(at, view) {
    const governing = governingRecord(at, view);
    for (const { tag, value, problem } of governing?.record.faults ?? []) {
      if (problem !== 'dropped' || (tag === 'pct' && value === '100')) continue;
      yield { message: tag === 'pct' ? 'pct' : 'other', args: { name: governing?.name ?? at.name, tag, value } };
    }
  },
});
