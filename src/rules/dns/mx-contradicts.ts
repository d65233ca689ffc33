import { defineRule } from '../../model/finding.ts';
import { mailExchangers } from '../../probes/facts/dns.ts';

export default defineRule({
  id: 'dns/mx-contradicts',
  title: 'A null MX stands beside other MX records',
  severity: 'error',
  on: 'domain',
  reads: [mailExchangers],
  messages: {
    mixed:
      '{domain} says by a null MX that it receives no mail, and names {hosts} as well: senders follow one or the other (RFC 7505 3).',
  },
  *check(at, view) {
    const names = view.value(mailExchangers, at)?.records.map(({ exchange }) => exchange) ?? [];
    const others = names.filter((name) => name !== '.');
    if (!names.includes('.') || others.length === 0) return;
    yield { message: 'mixed', args: { domain: at.name, hosts: others.join(', ') } };
  },
});
