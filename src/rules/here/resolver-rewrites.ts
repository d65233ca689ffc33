import { defineRule } from '../../model/finding.ts';
import { addresses } from '../../probes/facts/dns.ts';
import { resolverHealth } from '../../probes/facts/here.ts';

export default defineRule({
  id: 'here/resolver-rewrites',
  title: 'A resolver invents addresses for names that do not exist',
  severity: 'error',
  on: 'here',
  reads: [resolverHealth],
  messages: { rewrites: 'The resolver {server} answers {address} for a name that cannot exist.' },
  *check(at, view) {
    const servers = view.value(resolverHealth, at)?.servers ?? [];
    const invented = servers.flatMap(({ rewritesTo }) => rewritesTo);
    const found = view
      .all(addresses)
      .flatMap(({ outcome }) => (outcome.status === 'observed' ? outcome.value.ips : []));
    // The servers asked here have addresses of their own: only a mistyped name would be led astray.
    const isHarmless = found.length > 0 && !found.some((ip) => invented.includes(ip));
    for (const { server, rewritesTo } of servers) {
      const [address] = rewritesTo;
      if (address === undefined) continue;
      const args = { server, address };
      yield isHarmless ? { message: 'rewrites', args, severity: 'warning' } : { message: 'rewrites', args };
    }
  },
});
