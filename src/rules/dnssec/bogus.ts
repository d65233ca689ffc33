import { defineRule } from '../../model/finding.ts';
import { domainValidation } from '../../probes/facts/dnssec.ts';
import { whyBroken } from '../broken-signatures.ts';

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
      args: { domain: at.name, reason: whyBroken(found, view.now), codes: found.ede.join(', ') },
    };
  },
});
