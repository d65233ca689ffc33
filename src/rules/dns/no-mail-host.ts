import { defineRule } from '../../model/finding.ts';
import { host } from '../../model/subject.ts';
import { addresses, ipv4Addresses, ipv6Addresses, mailExchangers } from '../../probes/facts/dns.ts';

export default defineRule({
  id: 'dns/no-mail-host',
  title: 'There is no host that takes the domain’s mail',
  severity: 'error',
  on: 'domain',
  reads: [mailExchangers, addresses],
  messages: {
    none: '{domain} has neither an MX record nor an address of its own: mail to it is returned at once (RFC 5321 5.1).',
  },
  *check(at, view) {
    const found = view.value(mailExchangers, at);
    const own = view.value(addresses, host(at.name));
    if (found === undefined || found.records.length > 0 || found.rcode === 'NXDOMAIN') return;
    if (own === undefined || own.ips.length > 0) return;
    if ([ipv4Addresses, ipv6Addresses].some((fact) => view.failure(fact, host(at.name)) !== undefined)) return;
    yield { message: 'none', args: { domain: at.name } };
  },
});
