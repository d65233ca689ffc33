import { defineRule } from '../../model/finding.ts';
import { configuration } from '../../probes/facts/configuration.ts';
import { clientIn, reachOf, serverArgs, serversIn } from '../configured-server.ts';

export default defineRule({
  id: 'lint/verification-off',
  title: 'The settings do not verify the certificate',
  severity: 'error',
  on: 'file',
  reads: [configuration],
  messages: {
    off: '{client} does not verify the certificate of {server}: anybody on the way can be the server and take the password.',
    'no-name':
      '{client} takes a certificate of any name at {server}: whoever has one from a trusted authority can be the server.',
    pinned:
      '{client} knows the certificate of {server} by its fingerprint alone: it fails with the next certificate, and takes this one beyond its dates.',
  },
  *check(at, view) {
    const told = new Set<number>();
    for (const server of serversIn(at, view)) {
      if (server.verification === undefined || reachOf(server) === 'here') continue;
      const { value, line = server.line } = server.verification;
      // One line may be for several servers.
      if (told.has(line)) continue;
      told.add(line);
      const args = serverArgs(server, clientIn(at, view));
      yield value === 'pinned' ? { message: 'pinned', args, line, severity: 'notice' } : { message: value, args, line };
    }
  },
});
