import { defineRule } from '../../model/finding.ts';
import { configuration } from '../../probes/facts/configuration.ts';
import { clientIn, reachOf, serverArgs, serversIn } from '../configured-server.ts';

export default defineRule({
  id: 'lint/tls-opportunistic',
  title: 'The settings let the client go on without encryption',
  severity: 'warning',
  on: 'file',
  reads: [configuration],
  messages: {
    opportunistic:
      '{client} takes TLS at {server} only if it is offered: who takes the offer away on the way can read the password.',
  },
  *check(at, view) {
    for (const server of serversIn(at, view)) {
      if (server.security.value !== 'opportunistic' || reachOf(server) !== 'far') continue;
      const line = server.security.line ?? server.line;
      yield { message: 'opportunistic', args: serverArgs(server, clientIn(at, view)), line };
    }
  },
});
