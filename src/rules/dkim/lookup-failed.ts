import { defineRule } from '../../model/finding.ts';
import { dkimKeys } from '../../probes/facts/dkim.ts';

export default defineRule({
  id: 'dkim/lookup-failed',
  title: 'A DKIM key cannot be looked up',
  severity: 'warning',
  on: 'domain',
  reads: [dkimKeys],
  messages: { failed: 'Looking up {name} failed ({trouble}): whether there is a key is not known.' },
  *check(at, view) {
    for (const { selector, domain, source, trouble } of view.value(dkimKeys, at)?.lookups ?? []) {
      if (source === 'common' || trouble === undefined) continue;
      yield { message: 'failed', args: { selector, domain, name: `${selector}._domainkey.${domain}`, trouble } };
    }
  },
});
