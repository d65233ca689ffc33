import { defineRule } from '../../model/finding.ts';
import { greeting, otherMode, tlsSession } from '../../probes/facts/mail.ts';
import { wanted } from '../wanted.ts';

export default defineRule({
  id: 'tls/mode-mismatch',
  title: 'The port speaks TLS in another way',
  severity: 'error',
  on: 'endpoint',
  reads: [otherMode, greeting, tlsSession],
  messages: { mismatch: '{host} on port {port} does not work with {asked}, and does with {works}.' },
  *check(at, view) {
    const other = view.value(otherMode, at);
    if (other?.works !== true || !wanted(at, view)) return;
    const args = { host: at.host, port: at.port, asked: at.security, works: other.security };
    yield { message: 'mismatch', args };
  },
});
