import { defineRule } from '../../model/finding.ts';
import { configuration } from '../../probes/facts/configuration.ts';
import { clientIn, remarksIn } from '../configured-server.ts';

export default defineRule({
  id: 'lint/setting-outdated',
  title: 'A setting is out of date',
  severity: 'warning',
  on: 'file',
  reads: [configuration],
  messages: { outdated: 'Newer versions of {client} ignore or refuse {setting}. Instead: {instead}.' },
  *check(at, view) {
    for (const { key, detail, line } of remarksIn(at, view, 'outdated')) {
      yield { message: 'outdated', args: { client: clientIn(at, view), setting: key, instead: detail }, line };
    }
  },
});
