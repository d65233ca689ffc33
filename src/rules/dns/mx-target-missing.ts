import { defineRule } from '../../model/finding.ts';
import { host } from '../../model/subject.ts';
import { addresses, ipv4Addresses, ipv6Addresses, places } from '../../probes/facts/dns.ts';
import { exchangersOf } from '../wanted.ts';

export default defineRule({
  id: 'dns/mx-target-missing',
  title: 'An MX record names a server without an address',
  severity: 'error',
  on: 'host',
  reads: [ipv4Addresses, ipv6Addresses, addresses, places],
  messages: { missing: 'The MX record of {domain} names {host}, which has no address.' },
  *check(at, view) {
    const found = view.value(addresses, at);
    if (found === undefined || found.source !== 'dns' || found.ips.length > 0) return;
    if (!exchangersOf(view).includes(at.name)) return;
    if ([ipv4Addresses, ipv6Addresses].some((fact) => view.failure(fact, at) !== undefined)) return;
    const args = { host: at.name, domain: view.target.domain ?? '' };
    // Senders go on to the next exchanger: mail arrives, after a while.
    const hasAnother = exchangersOf(view).some((name) => (view.value(addresses, host(name))?.ips.length ?? 0) > 0);
    yield hasAnother ? { message: 'missing', args, severity: 'warning' } : { message: 'missing', args };
  },
});
