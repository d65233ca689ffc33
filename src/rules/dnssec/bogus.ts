import { reasonOfError } from '../../knowledge/extended-dns-errors.ts';
import { defineRule } from '../../model/finding.ts';
import { domainValidation } from '../../probes/facts/dnssec.ts';

export default defineRule({
  id: 'dnssec/bogus',
  title: 'The signatures of the domain are broken',
  severity: 'error',
  on: 'domain',
  reads: [domainValidation],
  messages: {
    bogus:
      'The DNSSEC of {domain} is broken ({reason}): the resolver answers only when told not to check, so for whoever checks the domain does not exist.',
  },
  *check(at, view) {
    const found = view.value(domainValidation, at);
    if (found?.bogus !== true) return;
    yield {
      message: 'bogus',
      args: { domain: at.name, reason: reasonOfError(found.ede), codes: found.ede.join(', ') },
    };
  },
});
