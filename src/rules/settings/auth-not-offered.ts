import { defineRule } from '../../model/finding.ts';
import type { AuthMethod } from '../../model/settings.ts';
import { hostPort } from '../../model/subject.ts';
import { securedOffer } from '../../probes/facts/mail.ts';
import { isOffered } from '../../protocols/sasl/auth-methods.ts';
import { namesOf, ownSources, publicationsOf } from '../published-servers.ts';

export default defineRule({
  id: 'settings/auth-not-offered',
  title: 'A server does not offer the login that settings name',
  severity: 'notice',
  on: 'endpoint',
  reads: [securedOffer],
  messages: {
    none: '{source} says that {server} lets clients log in by {methods}, and it offers {offered} only.',
    some: '{source} says that {server} lets clients log in by {methods} too, and it offers {offered} only.',
  },
  *check(at, view) {
    const offer = view.value(securedOffer, at);
    if (offer === undefined) return;
    for (const { answer, server } of publicationsOf(at, view)) {
      const lacking = server.auth.filter((method) => isOffered(method, offer) === false);
      if (lacking.length === 0 || answer.source.startsWith('table')) continue;
      const isNone = server.auth.every((method: AuthMethod) => lacking.includes(method));
      const offered = [...offer.mechanisms, ...(offer.plainLogin ? ['LOGIN'] : [])];
      yield {
        message: isNone ? 'none' : 'some',
        args: {
          source: namesOf([answer.source]),
          server: hostPort(at.host, at.port),
          methods: lacking.join(', '),
          offered: offered.length === 0 ? 'nothing' : [...new Set(offered)].join(', '),
        },
        ...(isNone && ownSources.includes(answer.source) ? { severity: 'warning' as const } : {}),
      };
    }
  },
});
