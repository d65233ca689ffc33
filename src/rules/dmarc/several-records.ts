import { defineRule } from '../../model/finding.ts';
import { dmarcPolicy } from '../../probes/facts/dmarc.ts';

export default defineRule({
  id: 'dmarc/several-records',
  title: 'There are several DMARC records at one name',
  severity: 'error',
  on: 'domain',
  reads: [dmarcPolicy],
  messages: {
    several: 'There are {count} DMARC records at _dmarc.{name}: receivers discard all of them (RFC 9989 4.10).',
  },
  *check(at, view) {
    for (const { name, records } of view.value(dmarcPolicy, at)?.names ?? []) {
      if (records.length < 2) continue;
      // Records of a domain above are not the owner's to mend.
      const isOwn = name === at.name || name === view.value(dmarcPolicy, at)?.bySuffixList;
      const weight = isOwn ? {} : { severity: 'notice' as const };
      yield {
        message: 'several',
        args: { name, count: records.length, text: records[0]?.text.slice(0, 80) ?? '' },
        ...weight,
      };
    }
  },
});
