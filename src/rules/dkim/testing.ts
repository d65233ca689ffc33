import { defineRule } from '../../model/finding.ts';
import { dkimKeys } from '../../probes/facts/dkim.ts';

export default defineRule({
  id: 'dkim/testing',
  title: 'A DKIM key says that it is only being tested',
  severity: 'notice',
  on: 'domain',
  reads: [dkimKeys],
  messages: { testing: 'The key at {name} has t=y: receivers may treat its signatures as none.' },
  *check(at, view) {
    for (const { selector, domain, key } of view.value(dkimKeys, at)?.lookups ?? []) {
      if (key?.flags.includes('y') !== true) continue;
      yield { message: 'testing', args: { selector, domain, name: `${selector}._domainkey.${domain}` } };
    }
  },
});
