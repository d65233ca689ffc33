import { defineRule } from '../../model/finding.ts';
import { dmarcPolicy } from '../../probes/facts/dmarc.ts';

export default defineRule({
  id: 'dmarc/lookup-failed',
  title: 'The DMARC record cannot be looked up',
  severity: 'warning',
  on: 'domain',
  reads: [dmarcPolicy],
  messages: {
    failed: 'Looking up _dmarc.{name} failed ({trouble}): receivers put mail off, or treat it as without policy.',
  },
  *check(at, view) {
    const found = view.value(dmarcPolicy, at);
    for (const { name, trouble } of found?.names ?? []) {
      // What lies above is asked only where the domain itself has nothing.
      const counts = name === at.name || name === found?.bySuffixList;
      if (trouble === undefined || !counts || (name !== at.name && found?.governing.rfc7489 === at.name)) continue;
      yield { message: 'failed', args: { name, trouble } };
    }
  },
});
