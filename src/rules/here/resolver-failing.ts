import { defineRule } from '../../model/finding.ts';
import { resolverHealth } from '../../probes/facts/here.ts';

export default defineRule({
  id: 'here/resolver-failing',
  title: 'One of several resolvers fails',
  severity: 'warning',
  on: 'here',
  reads: [resolverHealth],
  messages: { failing: 'The resolver {server} fails ({trouble}), others work: lookups are slow now and then.' },
  *check(at, view) {
    const servers = view.value(resolverHealth, at)?.servers ?? [];
    if (!servers.some(({ state }) => state.works)) return;
    for (const { server, state } of servers) {
      if (!state.works) yield { message: 'failing', args: { server, trouble: state.trouble } };
    }
  },
});
