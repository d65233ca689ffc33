import { defineRule } from '../../model/finding.ts';
import { mailExchangers } from '../../probes/facts/dns.ts';
import { stsRecords } from '../../probes/facts/mta-sts.ts';

export default defineRule({
  id: 'mta-sts/missing',
  title: 'The domain has no MTA-STS policy',
  severity: 'notice',
  on: 'domain',
  reads: [stsRecords, mailExchangers],
  messages: {
    missing: '{domain} has no MTA-STS record: somebody in the middle can make senders deliver to it without TLS.',
  },
  *check(at, view) {
    const found = view.value(stsRecords, at);
    if (found === undefined || found.records.length > 0 || found.resembling.length > 0) return;
    // Who receives no mail needs none.
    if (view.value(mailExchangers, at)?.nullMx === true) return;
    yield { message: 'missing', args: { domain: at.name } };
  },
});
