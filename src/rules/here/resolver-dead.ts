import { defineRule } from '../../model/finding.ts';
import { resolverHealth } from '../../probes/facts/here.ts';

export default defineRule({
  id: 'here/resolver-dead',
  title: 'No resolver works',
  severity: 'critical',
  on: 'here',
  reads: [resolverHealth],
  messages: {
    dead: 'No resolver of this machine gives an answer ({servers}: {trouble}).',
    none: 'This machine has no resolver configured.',
  },
  *check(at, view) {
    const servers = view.value(resolverHealth, at)?.servers;
    if (servers === undefined) return;
    if (servers.length === 0) yield { message: 'none', args: { servers: '', trouble: 'none configured' } };
    const troubles = servers.flatMap(({ state }) => (state.works ? [] : [state.trouble]));
    if (servers.length === 0 || troubles.length < servers.length) return;
    const names = servers.map(({ server }) => server).join(', ');
    yield { message: 'dead', args: { servers: names, trouble: troubles[0] ?? '' } };
  },
});
