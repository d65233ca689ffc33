import { defineRule } from '../../model/finding.ts';
import { daneRecords } from '../../probes/facts/dnssec.ts';
import { starttls } from '../../probes/facts/mail.ts';
import { daneOf, daneState } from '../dane-state.ts';

export default defineRule({
  id: 'dane/no-starttls',
  title: 'TLSA records promise TLS that the server does not offer',
  severity: 'error',
  on: 'endpoint',
  reads: [daneRecords, starttls],
  messages: {
    none: '{name} has TLSA records, and {host} ({ip}) offers no STARTTLS: senders that use DANE do not deliver.',
  },
  *check(at, view) {
    if (at.protocol !== 'smtp' || at.port !== 25) return;
    const dane = daneOf(at, view);
    const failure = view.failure(starttls, at);
    if (dane === undefined || dane.records.length === 0 || daneState(dane) === 'insecure') return;
    if (failure?.kind !== 'withheld' && failure?.kind !== 'rejected') return;
    const weight = daneState(dane) === 'secure' ? {} : { severity: 'warning' as const };
    yield { message: 'none', args: { host: at.host, ip: at.ip, name: dane.name }, ...weight };
  },
});
