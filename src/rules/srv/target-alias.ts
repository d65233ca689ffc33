import { defineRule } from '../../model/finding.ts';
import { host } from '../../model/subject.ts';
import { ipv4Addresses, ipv6Addresses, serviceRecords } from '../../probes/facts/dns.ts';

export default defineRule({
  id: 'srv/target-alias',
  title: 'An SRV record names an alias',
  severity: 'notice',
  on: 'domain',
  reads: [serviceRecords, ipv4Addresses, ipv6Addresses],
  messages: {
    alias:
      'The SRV record {label}._tcp.{domain} names {host}, which is an alias of {alias}: it should name that (RFC 2782).',
  },
  *check(at, view) {
    if ((view.target.records ?? view.target.settings) === undefined) return;
    for (const { label, target } of view.value(serviceRecords, at)?.records ?? []) {
      const answers = [ipv4Addresses, ipv6Addresses].map((fact) => view.value(fact, host(target)));
      const alias = answers.flatMap((answer) => answer?.cnames ?? []).at(-1);
      if (alias !== undefined) yield { message: 'alias', args: { label, domain: at.name, host: target, alias } };
    }
  },
});
