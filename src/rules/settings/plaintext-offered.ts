import { defineRule } from '../../model/finding.ts';
import { originNames } from '../../model/settings.ts';
import { hostPort } from '../../model/subject.ts';
import * as facts from '../../probes/facts/settings.ts';
import { ownSources, publications } from '../published-servers.ts';

export default defineRule({
  id: 'settings/plaintext-offered',
  title: 'Settings offer a server without TLS',
  severity: 'notice',
  on: 'domain',
  reads: [
    facts.autoconfig,
    facts.wellKnown,
    facts.database,
    facts.exchangerAutoconfig,
    facts.exchangerDatabase,
    facts.autodiscover,
  ],
  messages: {
    plain:
      '{source} offers {servers} without TLS: everybody on the way can read the password, and some mail programs refuse the whole file for it.',
  },
  *check(_, view) {
    const plain = publications(view).filter(({ server }) => server.security === 'none');
    for (const answer of new Set(plain.map((one) => one.answer))) {
      const servers = plain
        .filter((one) => one.answer === answer)
        .map(({ server }) => `${server.type.toUpperCase()} ${hostPort(server.host, server.port)}`);
      const isOwn = ownSources.includes(answer.source);
      yield {
        message: 'plain',
        args: { source: originNames[answer.source], servers: servers.join(', ') },
        ...(isOwn ? { severity: 'warning' as const } : {}),
        because: view.all(answer.fact).map(({ id }) => id),
      };
    }
  },
});
