import { defineRule } from '../../model/finding.ts';
import { mailExchangers } from '../../probes/facts/dns.ts';
import { tlsReporting } from '../../probes/facts/published.ts';

export default defineRule({
  id: 'tls-rpt/missing',
  title: 'Nobody gets the reports on TLS',
  severity: 'notice',
  on: 'domain',
  reads: [tlsReporting, mailExchangers],
  messages: {
    missing: '{domain} has no TLS-RPT record: when senders fail to deliver for want of good TLS, nobody is told.',
  },
  *check(at, view) {
    const found = view.value(tlsReporting, at);
    if (found === undefined || found.records.length > 0 || found.resembling.length > 0) return;
    if (view.value(mailExchangers, at)?.nullMx === true) return;
    yield { message: 'missing', args: { domain: at.name } };
  },
});
