import { defineRule } from '../../model/finding.ts';
import { hostValidation } from '../../probes/facts/dnssec.ts';
import { whyBroken } from '../broken-signatures.ts';

export default defineRule({
  id: 'dnssec/host-bogus',
  title: 'The signatures of a server’s name are broken',
  severity: 'error',
  on: 'host',
  reads: [hostValidation],
  messages: {
    bogus:
      'The DNSSEC of {host} is broken ({reason}): the resolver answers only when told not to check, so whoever checks cannot find the server.',
  },
  *check(at, view) {
    const found = view.value(hostValidation, at);
    if (found?.bogus !== true) return;
    yield {
      message: 'bogus',
      args: { host: at.name, reason: whyBroken(found, view.now), codes: found.ede.join(', ') },
    };
  },
});
