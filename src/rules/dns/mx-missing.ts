import { defineRule } from '../../model/finding.ts';
import { mailExchangers } from '../../probes/facts/dns.ts';

export default defineRule({
  id: 'dns/mx-missing',
  title: 'The domain has no MX record',
  severity: 'warning',
  on: 'domain',
  reads: [mailExchangers],
  messages: {
    missing: '{domain} has no MX record: mail goes to the address of the domain itself, if it has one (RFC 5321 5.1).',
    null: '{domain} says that it receives no mail (null MX, RFC 7505).',
  },
  *check(at, view) {
    // A name that block lists are asked about may well be that of a host.
    if (view.target.blacklist !== undefined) return;
    const found = view.value(mailExchangers, at);
    if (found === undefined || found.rcode !== 'NOERROR') return;
    if (found.nullMx) yield { message: 'null', args: { domain: at.name } };
    else if (found.records.length === 0) yield { message: 'missing', args: { domain: at.name } };
  },
});
