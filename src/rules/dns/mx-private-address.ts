import { defineRule } from '../../model/finding.ts';
import { addresses, ipv4Addresses, ipv6Addresses } from '../../probes/facts/dns.ts';
import { isPrivateAddress } from '../../protocols/ip.ts';
import { exchangersOf } from '../wanted.ts';

export default defineRule({
  id: 'dns/mx-private-address',
  title: 'A mail exchanger has an address that nobody outside can reach',
  severity: 'error',
  on: 'host',
  reads: [addresses, ipv4Addresses, ipv6Addresses],
  messages: {
    all: 'The mail exchanger {host} has only addresses of a private network or of the sender itself ({ips}): no mail from outside arrives there.',
    some: 'The mail exchanger {host} has also addresses that nobody outside can reach ({ips}): mail is late whenever they are tried first.',
  },
  *check(at, view) {
    const found = view.value(addresses, at);
    if (found?.source !== 'dns' || !exchangersOf(view).includes(at.name)) return;
    const confined = found.ips.filter(isPrivateAddress);
    const args = { host: at.name, ips: confined.join(', ') };
    if (confined.length === 0) return;
    if (confined.length === found.ips.length) yield { message: 'all', args };
    else yield { message: 'some', args, severity: 'warning' };
  },
});
