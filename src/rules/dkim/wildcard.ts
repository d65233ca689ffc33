import { defineRule } from '../../model/finding.ts';
import { dkimKeys } from '../../probes/facts/dkim.ts';

export default defineRule({
  id: 'dkim/wildcard',
  title: 'The domain has a DKIM key under every selector',
  severity: 'notice',
  on: 'domain',
  reads: [dkimKeys],
  messages: {
    wildcard:
      'Any name under _domainkey.{domain} has the same key, by a wildcard: which selectors are in use cannot be seen.',
  },
  *check(at, view) {
    if (view.value(dkimKeys, at)?.wildcard !== undefined) yield { message: 'wildcard', args: { domain: at.name } };
  },
});
