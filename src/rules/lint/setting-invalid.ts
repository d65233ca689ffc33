import { defineRule } from '../../model/finding.ts';
import { configuration } from '../../probes/facts/configuration.ts';
import { remarksIn } from '../configured-server.ts';

export default defineRule({
  id: 'lint/setting-invalid',
  title: 'A setting has a value that it cannot have',
  severity: 'error',
  on: 'file',
  reads: [configuration],
  messages: { invalid: '{setting}: {why}.' },
  *check(at, view) {
    for (const { key, detail, line } of remarksIn(at, view, 'invalid')) {
      yield { message: 'invalid', args: { setting: key, why: detail }, line };
    }
  },
});
