import { defineRule } from '../../model/finding.ts';
import { mailExchangers } from '../../probes/facts/dns.ts';
import { stsPolicy, stsRecords } from '../../probes/facts/mta-sts.ts';
import { coversHost } from '../../protocols/mta-sts.ts';
import { policyInForce } from '../sts-policy.ts';

export default defineRule({
  id: 'mta-sts/mx-mismatch',
  title: 'The MTA-STS policy does not name a mail exchanger',
  severity: 'error',
  on: 'domain',
  reads: [stsPolicy, stsRecords, mailExchangers],
  messages: {
    enforce:
      'The MTA-STS policy of {domain} does not cover its mail exchanger {host} (it has {patterns}): senders refuse to deliver there.',
    testing:
      'The MTA-STS policy of {domain} does not cover its mail exchanger {host} (it has {patterns}). It is only tested yet; enforced, mail would be refused.',
  },
  *check(at, view) {
    const policy = policyInForce(at, view);
    if (policy === undefined) return;
    const hosts = (view.value(mailExchangers, at)?.records ?? []).map(({ exchange }) => exchange);
    for (const host of new Set(hosts)) {
      if (host === '.' || coversHost(policy.mx, host)) continue;
      const args = { domain: at.name, host, patterns: policy.mx.join(', ') || 'none' };
      if (policy.mode === 'enforce') yield { message: 'enforce', args };
      else yield { message: 'testing', args, severity: 'warning' };
    }
  },
});
