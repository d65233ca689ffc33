import { defineRule } from '../../model/finding.ts';
import { configuration } from '../../probes/facts/configuration.ts';
import { clientIn, serverArgs, serversIn } from '../configured-server.ts';

export default defineRule({
  id: 'lint/old-tls',
  title: 'The settings ask for a version of TLS that is out of use',
  severity: 'warning',
  on: 'file',
  reads: [configuration],
  messages: {
    old: '{client} is told to speak {version} at {server}. Nobody should since 2021 (RFC 8996), and many servers do not: leave the version out.',
  },
  *check(at, view) {
    for (const server of serversIn(at, view)) {
      if (server.oldTls === undefined) continue;
      const { value: version, line = server.line } = server.oldTls;
      yield { message: 'old', args: { ...serverArgs(server, clientIn(at, view)), version }, line };
    }
  },
});
