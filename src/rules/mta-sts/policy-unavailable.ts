import { failureText } from '../../model/failure-text.ts';
import { defineRule } from '../../model/finding.ts';
import { stsPolicy } from '../../probes/facts/mta-sts.ts';

export default defineRule({
  id: 'mta-sts/policy-unavailable',
  title: 'The MTA-STS policy cannot be fetched',
  severity: 'warning',
  on: 'domain',
  reads: [stsPolicy],
  messages: {
    'no-host': 'The record promises an MTA-STS policy, and {host} has no address.',
    private: '{host} has only addresses that nobody outside can reach ({ips}); the policy was not asked for there.',
    certificate: 'The certificate of {host} does not prove it ({why}): senders do not take the policy.',
    status: '{url} answers {status}: senders want 200, and follow no redirect (RFC 8461 3.3).',
    'too-long': 'What {url} gives is longer than any policy.',
    encoded: '{url} answers in a compressed form ({encoding}) that was not asked for.',
    failed: 'The MTA-STS policy cannot be fetched from {host}: {why}.',
  },
  *check(at, view) {
    const found = view.value(stsPolicy, at);
    if (found === undefined) return;
    const { url, result } = found;
    const args = { domain: at.name, host: `mta-sts.${at.name}`, url };
    switch (result.kind) {
      case 'policy':
        return;
      case 'no-host':
      case 'too-long':
        yield { message: result.kind, args };
        return;
      case 'private':
        yield { message: 'private', args: { ...args, ips: result.ips.join(', ') } };
        return;
      case 'certificate': {
        const { trust, nameMatches } = result.tls;
        const why = !trust.ok ? trust.code : nameMatches ? 'out of its dates' : 'issued for other names';
        yield { message: 'certificate', args: { ...args, why } };
        return;
      }
      case 'status':
        yield { message: 'status', args: { ...args, status: result.status, location: result.location ?? '' } };
        return;
      case 'encoded':
        yield { message: 'encoded', args: { ...args, encoding: result.encoding } };
        return;
      case 'failed':
        yield { message: 'failed', args: { ...args, why: failureText(result.failure), kind: result.failure.kind } };
    }
  },
});
