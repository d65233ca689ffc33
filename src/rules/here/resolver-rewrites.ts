import { defineRule } from '../../model/finding.ts';
import { resolverHealth } from '../../probes/facts/here.ts';

export default defineRule({
  id: 'here/resolver-rewrites',
  title: 'A resolver invents addresses for names that do not exist',
  severity: 'error',
  on: 'here',
  reads: [resolverHealth],
  messages: { rewrites: 'The resolver {server} answers {address} for a name that cannot exist.' },
  *check(at, view) {
    for (const { server, rewritesTo } of view.value(resolverHealth, at)?.servers ?? []) {
      const [address] = rewritesTo;
      if (address !== undefined) yield { message: 'rewrites', args: { server, address } };
    }
  },
});
