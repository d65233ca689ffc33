import { defineRule } from '../../model/finding.ts';
import { setupRecords } from '../../probes/facts/published.ts';

export default defineRule({
  id: 'srv/alias-dangling',
  title: 'A name for setting up mail programs leads nowhere',
  severity: 'warning',
  on: 'domain',
  reads: [setupRecords],
  messages: {
    dangling:
      '{label}.{domain} is an alias of {alias}, which has no address: whoever gets hold of that name gives mail programs their settings.',
  },
  *check(at, view) {
    for (const { label, alias, ips, trouble } of view.value(setupRecords, at)?.names ?? []) {
      if (alias === undefined || ips.length > 0 || trouble !== undefined) continue;
      yield { message: 'dangling', args: { label, domain: at.name, alias } };
    }
  },
});
