import { defineRule } from '../../model/finding.ts';
import { configuration } from '../../probes/facts/configuration.ts';
import { clientIn, remarksIn, serversIn } from '../configured-server.ts';

export default defineRule({
  id: 'lint/no-server',
  title: 'The file names no mail server',
  severity: 'warning',
  on: 'file',
  reads: [configuration],
  messages: {
    none: 'No mail server is named in this file; it was read as settings of {client}.',
    program: '{client} hands mail to another program ({setting}): the settings of that one say where it goes.',
    direct:
      'No relay is named (relayhost): {client} takes mail to the exchangers of each domain itself, through port 25.',
    nameless:
      'A server is set up without its name, or its name is filled in from elsewhere: nothing can be said of where {client} connects.',
  },
  *check(at, view) {
    const read = view.value(configuration, at);
    if (read === undefined) return;
    const client = clientIn(at, view);
    const program = remarksIn(at, view, 'program')[0];
    if (read.servers.length === 0 && program !== undefined) {
      yield { message: 'program', args: { client, setting: program.key }, line: program.line, severity: 'notice' };
    } else if (read.servers.length === 0 && read.remarks.length === 0) {
      // Postfix does without; others only where nothing is set up.
      if (read.format === 'postfix') yield { message: 'direct', args: { client }, line: 1, severity: 'notice' };
      else yield { message: 'none', args: { client }, line: 1 };
    }
    for (const { host, line } of serversIn(at, view)) {
      if (host === undefined) yield { message: 'nameless', args: { client }, line, severity: 'notice' };
    }
  },
});
