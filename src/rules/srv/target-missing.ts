import { defineRule } from '../../model/finding.ts';
import { host } from '../../model/subject.ts';
import { addresses, ipv4Addresses, ipv6Addresses, serviceRecords } from '../../probes/facts/dns.ts';

export default defineRule({
  id: 'srv/target-missing',
  title: 'An SRV record names a server that does not exist',
  severity: 'error',
  on: 'domain',
  reads: [serviceRecords, addresses],
  messages: { missing: 'The SRV record {label}._tcp.{domain} names {host}, which has no address.' },
  *check(at, view) {
    // Elsewhere the user wants the server itself: that is dns/host-not-found.
    if (view.target.records === undefined) return;
    for (const { label, target } of view.value(serviceRecords, at)?.records ?? []) {
      const found = view.value(addresses, host(target));
      const failed = [ipv4Addresses, ipv6Addresses].some((fact) => view.failure(fact, host(target)) !== undefined);
      if (found === undefined || found.ips.length > 0 || failed) continue;
      yield { message: 'missing', args: { label, domain: at.name, host: target } };
    }
  },
});
