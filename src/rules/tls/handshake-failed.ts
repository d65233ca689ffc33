import { defineRule } from '../../model/finding.ts';
import { otherMode, tlsSession } from '../../probes/facts/mail.ts';
import { wanted } from '../wanted.ts';

export default defineRule({
  id: 'tls/handshake-failed',
  title: 'The TLS handshake fails',
  severity: 'error',
  on: 'endpoint',
  reads: [tlsSession, otherMode],
  messages: { failed: 'The TLS handshake with {host} on port {port} fails ({reason}: {code}).' },
  *check(at, view) {
    const failure = view.failure(tlsSession, at);
    if (failure?.kind !== 'tls' || failure.reason === 'not-tls' || !wanted(at, view)) return;
    if (view.value(otherMode, at)?.works === true) return;
    const { reason, code } = failure;
    yield { message: 'failed', args: { host: at.host, port: at.port, reason, code } };
  },
});
