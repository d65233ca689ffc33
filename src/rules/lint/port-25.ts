import type { ConfiguredServer } from '../../model/configuration.ts';
import { defineRule } from '../../model/finding.ts';
import { configuration } from '../../probes/facts/configuration.ts';
import { clientIn, reachOf, serverArgs, serversIn } from '../configured-server.ts';

export default defineRule({
  id: 'lint/port-25',
  title: 'The settings send mail through port 25',
  severity: 'warning',
  on: 'file',
  reads: [configuration],
  messages: {
    named:
      '{client} logs in at {server}: port 25 is for mail between servers, and many networks block it. Use 465 or 587.',
    usual:
      '{client} takes port 25 at {server}, because no port is named: it is for mail between servers, and many networks block it. Name 465 or 587.',
  },
  *check(at, view) {
    for (const server of serversIn(at, view)) {
      if (server.type !== 'smtp' || server.port?.value !== 25 || !logsIn(server) || reachOf(server) !== 'far') continue;
      const message = server.port.line === undefined ? 'usual' : 'named';
      yield { message, args: serverArgs(server, clientIn(at, view)), line: server.port.line ?? server.line };
    }
  },
});

const logsIn = ({ login, username }: ConfiguredServer): boolean =>
  login === undefined ? username !== undefined : login.value !== 'none';
