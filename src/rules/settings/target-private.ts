import { defineRule } from '../../model/finding.ts';
import { host, hostPort } from '../../model/subject.ts';
import { addresses, places } from '../../probes/facts/dns.ts';
import { namesOf, publicationsOf } from '../published-servers.ts';

export default defineRule({
  id: 'settings/target-private',
  title: 'Settings name a server at a private address',
  severity: 'warning',
  on: 'service',
  reads: [places, addresses],
  messages: {
    private: '{source} names {server}, whose addresses nobody outside can reach ({ips}); it was not tried.',
  },
  *check(at, view) {
    const outcome = view.outcome(places, at);
    if (outcome?.status !== 'skipped' || outcome.because !== 'private-address') return;
    const named = publicationsOf(at, view).map(({ answer }) => answer.source);
    if (named.length === 0) return;
    const ips = view.value(addresses, host(at.host))?.ips.slice(0, 3).join(', ') ?? '';
    yield { message: 'private', args: { source: namesOf(named), server: hostPort(at.host, at.port), ips } };
  },
});
