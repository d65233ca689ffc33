import { defineRule } from '../../model/finding.ts';
import { ipv4Addresses, ipv6Addresses } from '../../probes/facts/dns.ts';
import { exchangersOf } from '../wanted.ts';

export default defineRule({
  id: 'dns/mx-is-alias',
  title: 'An MX record names an alias',
  severity: 'warning',
  on: 'host',
  reads: [ipv4Addresses, ipv6Addresses],
  messages: {
    alias:
      'The MX record of {domain} names {host}, which is an alias of {alias}: not allowed (RFC 2181 10.3), and some senders refuse it.',
  },
  *check(at, view) {
    if (!exchangersOf(view).includes(at.name)) return;
    const alias = [ipv4Addresses, ipv6Addresses].flatMap((fact) => view.value(fact, at)?.cnames ?? []).at(-1);
    if (alias === undefined) return;
    yield { message: 'alias', args: { domain: view.target.domain ?? '', host: at.name, alias } };
  },
});
