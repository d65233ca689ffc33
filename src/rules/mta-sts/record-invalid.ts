import { defineRule } from '../../model/finding.ts';
import { stsRecords } from '../../probes/facts/mta-sts.ts';

export default defineRule({
  id: 'mta-sts/record-invalid',
  title: 'The MTA-STS record is wrong, so there is no policy',
  severity: 'warning',
  on: 'domain',
  reads: [stsRecords],
  messages: {
    several: 'There are {count} MTA-STS records at _mta-sts.{domain}: senders take that for none (RFC 8461 3.1).',
    id: 'The MTA-STS record of {domain} has no id= of 1 to 32 letters and digits: senders pass it over.',
    spelling: 'The name _mta-sts.{domain} has "{text}", which is no MTA-STS record: it must begin with v=STSv1;.',
  },
  *check(at, view) {
    const found = view.value(stsRecords, at);
    if (found === undefined) return;
    const { records, resembling } = found;
    const args = {
      domain: at.name,
      count: records.length,
      text: (resembling[0] ?? records[0]?.text ?? '').slice(0, 80),
    };
    if (records.length > 1) yield { message: 'several', args };
    else if (records.length === 0 && resembling.length > 0) yield { message: 'spelling', args };
    else if (records.some(({ id }) => id === undefined)) yield { message: 'id', args };
  },
});
