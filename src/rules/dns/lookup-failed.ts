import { defineRule } from '../../model/finding.ts';
import { addresses, ipv4Addresses, ipv6Addresses, places } from '../../probes/facts/dns.ts';
import { wantedHost } from '../wanted.ts';

export default defineRule({
  id: 'dns/lookup-failed',
  title: 'The server’s name cannot be looked up',
  severity: 'error',
  on: 'host',
  reads: [ipv4Addresses, ipv6Addresses, addresses, places],
  messages: { failed: 'Looking up {host} failed ({trouble}): whether it exists is not known.' },
  *check(at, view) {
    const failure = view.failure(addresses, at);
    if (failure?.kind !== 'dns' || !wantedHost(at, view)) return;
    yield { message: 'failed', args: { host: at.name, trouble: failure.trouble } };
  },
});
