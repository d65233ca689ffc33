import { defineRule } from '../../model/finding.ts';
import { daneRecords } from '../../probes/facts/dnssec.ts';

export default defineRule({
  id: 'dane/lookup-failed',
  title: 'TLSA records cannot be looked up',
  severity: 'warning',
  on: 'host',
  reads: [daneRecords],
  messages: {
    failed:
      'Looking up the TLSA records of {host} failed ({trouble}): senders that use DANE put mail off until it works (RFC 7672 2.1).',
  },
  *check(at, view) {
    const failure = view.failure(daneRecords, at);
    if (failure?.kind !== 'dns') return;
    yield { message: 'failed', args: { host: at.name, trouble: failure.trouble } };
  },
});
