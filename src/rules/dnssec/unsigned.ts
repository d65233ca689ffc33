import { defineRule } from '../../model/finding.ts';
import { domainValidation } from '../../probes/facts/dnssec.ts';

export default defineRule({
  id: 'dnssec/unsigned',
  title: 'The domain is not signed',
  severity: 'notice',
  on: 'domain',
  reads: [domainValidation],
  messages: {
    unsigned: '{domain} is not signed with DNSSEC: its records can be forged on the way, and DANE is not possible.',
    'no-delegation':
      '{domain} has DNSSEC keys, but its parent has no DS record for them: nobody checks the signatures.',
  },
  *check(at, view) {
    const found = view.value(domainValidation, at);
    if (found?.ds === undefined || found.ds.length > 0 || found.authenticated || !found.apex) return;
    yield { message: (found.keys ?? 0) > 0 ? 'no-delegation' : 'unsigned', args: { domain: at.name } };
  },
});
