import { defineRule } from '../../model/finding.ts';
import { mailExchangers } from '../../probes/facts/dns.ts';

export default defineRule({
  id: 'dns/domain-not-found',
  title: 'The mail domain does not exist',
  severity: 'error',
  on: 'domain',
  reads: [mailExchangers],
  messages: { gone: 'The domain {domain} does not exist.' },
  *check(at, view) {
    if (view.value(mailExchangers, at)?.rcode === 'NXDOMAIN') yield { message: 'gone', args: { domain: at.name } };
  },
});
