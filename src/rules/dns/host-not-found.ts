import { defineRule } from '../../model/finding.ts';
import { addresses, ipv4Addresses, ipv6Addresses, places } from '../../probes/facts/dns.ts';
import { exchangersOf, wantedHost } from '../wanted.ts';

export default defineRule({
  id: 'dns/host-not-found',
  title: 'The server’s name does not exist',
  severity: 'error',
  on: 'host',
  reads: [ipv4Addresses, ipv6Addresses, addresses, places],
  messages: {
    'no-name': 'The name {host} does not exist.',
    'no-address': 'The name {host} exists, but has no address.',
  },
  *check(at, view) {
    if (!wantedHost(at, view) || exchangersOf(view).includes(at.name)) return;
    const found = view.value(addresses, at);
    if (found === undefined || found.source !== 'dns' || found.ips.length > 0) return;
    const answers = [ipv4Addresses, ipv6Addresses].map((fact) => view.value(fact, at));
    // One family failed to be looked up: that is not known to be absent.
    if ([ipv4Addresses, ipv6Addresses].some((fact) => view.failure(fact, at) !== undefined)) return;
    const isGone = answers.some((answer) => answer?.rcode === 'NXDOMAIN');
    yield { message: isGone ? 'no-name' : 'no-address', args: { host: at.name } };
  },
});
