import { defineRule } from '../../model/finding.ts';
import { addresses, ipv4Addresses, ipv6Addresses } from '../../probes/facts/dns.ts';
import { exchangersOf } from '../wanted.ts';

export default defineRule({
  id: 'dns/mx-target-missing',
  title: 'An MX record names a server without an address',
  severity: 'error',
  on: 'host',
  reads: [ipv4Addresses, ipv6Addresses, addresses],
  messages: { missing: 'The MX record of {domain} names {host}, which has no address.' },
  *check(at, view) {
    const found = view.value(addresses, at);
    if (found === undefined || found.source !== 'dns' || found.ips.length > 0) return;
    if (!exchangersOf(view).includes(at.name)) return;
    if ([ipv4Addresses, ipv6Addresses].some((fact) => view.failure(fact, at) !== undefined)) return;
    yield { message: 'missing', args: { host: at.name, domain: view.target.domain ?? '' } };
  },
});
