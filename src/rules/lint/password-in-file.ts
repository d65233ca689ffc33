import { defineRule } from '../../model/finding.ts';
import { configuration } from '../../probes/facts/configuration.ts';
import { clientIn, serverArgs, serversIn } from '../configured-server.ts';

export default defineRule({
  id: 'lint/password-in-file',
  title: 'A password stands in the file',
  severity: 'warning',
  on: 'file',
  reads: [configuration],
  messages: {
    readable:
      'The password for {server} stands in the file, which others on this machine can read (mode {mode}). Take it out and change it.',
    kept: 'The password for {server} stands in the file. {client} can take it from elsewhere; a file is copied and kept with it.',
  },
  *check(at, view) {
    const mode = view.value(configuration, at)?.mode;
    const told = new Set<number>();
    for (const server of serversIn(at, view)) {
      if (server.secret?.value !== 'literal') continue;
      const args = serverArgs(server, clientIn(at, view));
      const line = server.secret.line ?? server.line;
      // One line may be for several servers.
      if (told.has(line)) continue;
      told.add(line);
      yield mode !== undefined && (mode & 0o044) !== 0
        ? { message: 'readable', args: { ...args, mode: octal(mode) }, line, severity: 'error' }
        : { message: 'kept', args, line };
    }
  },
});

const octal = (mode: number): string => (mode & 0o777).toString(8).padStart(4, '0');
