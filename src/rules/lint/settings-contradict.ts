import { defineRule } from '../../model/finding.ts';
import { configuration } from '../../probes/facts/configuration.ts';
import { clientIn, remarksIn } from '../configured-server.ts';

export default defineRule({
  id: 'lint/settings-contradict',
  title: 'Two settings contradict each other',
  severity: 'error',
  on: 'file',
  reads: [configuration],
  messages: { contradiction: '{setting} contradicts {other}: {client} does not work with both as they are.' },
  *check(at, view) {
    for (const { key, detail, line } of remarksIn(at, view, 'contradiction')) {
      yield { message: 'contradiction', args: { client: clientIn(at, view), setting: key, other: detail }, line };
    }
  },
});
