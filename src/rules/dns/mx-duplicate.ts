import { defineRule } from '../../model/finding.ts';
import { mailExchangers } from '../../probes/facts/dns.ts';

export default defineRule({
  id: 'dns/mx-duplicate',
  title: 'A mail exchanger is named twice',
  severity: 'notice',
  on: 'domain',
  reads: [mailExchangers],
  messages: { twice: 'The MX records of {domain} name {host} {count} times: one of them is enough.' },
  *check(at, view) {
    const counts = new Map<string, number>();
    for (const { exchange } of view.value(mailExchangers, at)?.records ?? []) {
      counts.set(exchange, (counts.get(exchange) ?? 0) + 1);
    }
    for (const [host, count] of counts) {
      if (count > 1) yield { message: 'twice', args: { domain: at.name, host, count } };
    }
  },
});
