import { defineRule } from '../../model/finding.ts';
import { configuration } from '../../probes/facts/configuration.ts';
import { remarksIn } from '../configured-server.ts';

export default defineRule({
  id: 'lint/relay-by-mx',
  title: 'The relay is looked up by MX records',
  severity: 'warning',
  on: 'file',
  reads: [configuration],
  messages: {
    'by-mx':
      '{setting} has no brackets around the host: its MX records say where mail goes, and a password that is kept for the name is not found. Write {instead}.',
  },
  *check(at, view) {
    for (const { key, detail, line } of remarksIn(at, view, 'relay-by-mx')) {
      yield { message: 'by-mx', args: { setting: key, instead: detail }, line };
    }
  },
});
