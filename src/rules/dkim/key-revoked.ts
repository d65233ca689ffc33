import { defineRule } from '../../model/finding.ts';
import { dkimKeys } from '../../probes/facts/dkim.ts';
import { weightOfKey } from '../dkim-weight.ts';

export default defineRule({
  id: 'dkim/key-revoked',
  title: 'A DKIM key is withdrawn',
  severity: 'error',
  on: 'domain',
  reads: [dkimKeys],
  messages: { revoked: 'The key at {name} is withdrawn (p= is empty): signatures with it fail.' },
  *check(at, view) {
    for (const { selector, domain, key, source } of view.value(dkimKeys, at)?.lookups ?? []) {
      if (key?.revoked !== true) continue;
      const args = { selector, domain, name: `${selector}._domainkey.${domain}` };
      yield { message: 'revoked', args, ...weightOfKey(source, 'notice') };
    }
  },
});
