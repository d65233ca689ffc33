import { defineRule } from '../../model/finding.ts';
import { configuration } from '../../probes/facts/configuration.ts';
import { clientIn, reachOf, serverArgs, serversIn } from '../configured-server.ts';

export default defineRule({
  id: 'lint/plain-text',
  title: 'The settings use a server without encryption',
  severity: 'error',
  on: 'file',
  reads: [configuration],
  messages: {
    password: '{client} speaks to {server} in plain text: everybody on the way can read the password and the mail.',
    mail: '{client} speaks to {server} in plain text: everybody on the way can read the mail.',
  },
  *check(at, view) {
    for (const server of serversIn(at, view)) {
      const reach = reachOf(server);
      if (server.security.value !== 'none' || reach === 'here') continue;
      const line = server.security.line ?? server.line;
      const message = server.login?.value === 'none' ? 'mail' : 'password';
      // In a network of one's own it may be meant.
      const grave = reach === 'near' ? ({ severity: 'notice' } as const) : {};
      yield { message, args: serverArgs(server, clientIn(at, view)), line, ...grave };
    }
  },
});
