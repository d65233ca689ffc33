import { reasonOfError } from '../../knowledge/extended-dns-errors.ts';
import { defineRule } from '../../model/finding.ts';
import { hostValidation } from '../../probes/facts/dnssec.ts';

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
    yield { message: 'bogus', args: { host: at.name, reason: reasonOfError(found.ede), codes: found.ede.join(', ') } };
  },
});
