import { defineRule } from '../../model/finding.ts';
import { mailExchangers } from '../../probes/facts/dns.ts';

export default defineRule({
  id: 'dns/domain-lookup-failed',
  title: 'The mail domain cannot be looked up',
  severity: 'error',
  on: 'domain',
  reads: [mailExchangers],
  messages: { failed: 'Looking up the mail servers of {domain} failed ({trouble}).' },
  *check(at, view) {
    const failure = view.failure(mailExchangers, at);
    if (failure?.kind === 'dns') yield { message: 'failed', args: { domain: at.name, trouble: failure.trouble } };
  },
});
