import { defineRule } from '../../model/finding.ts';
import { dkimKeys } from '../../probes/facts/dkim.ts';

export default defineRule({
  id: 'dkim/selector-missing',
  title: 'There is no DKIM key under a selector that is in use',
  severity: 'error',
  on: 'domain',
  reads: [dkimKeys],
  messages: {
    named: 'There is no DKIM key at {name}: signatures with the selector {selector} cannot be verified.',
    message: 'The message is signed with the selector {selector}, and there is no key at {name}: its signature fails.',
  },
  *check(at, view) {
    for (const { selector, domain, source, texts, trouble } of view.value(dkimKeys, at)?.lookups ?? []) {
      if (source === 'common' || texts.length > 0 || trouble !== undefined) continue;
      yield { message: source, args: { selector, domain, name: `${selector}._domainkey.${domain}` } };
    }
  },
});
