import { defineRule } from '../../model/finding.ts';
import { login, offer } from '../../probes/facts/mail.ts';

export default defineRule({
  id: 'tls/required',
  title: 'The server wants TLS before a login',
  severity: 'error',
  on: 'endpoint',
  reads: [login, offer],
  messages: { required: '{host} on port {port} lets nobody log in without TLS.' },
  *check(at, view) {
    const failure = view.failure(login, at);
    if (at.security !== 'none' || failure?.kind !== 'withheld') return;
    // The offer of STARTTLS shows that the login is behind it.
    const isBehindTls = failure.reason === 'auth-not-offered' && view.value(offer, at)?.starttls === true;
    if (failure.reason !== 'login-disabled' && !isBehindTls) return;
    yield { message: 'required', args: { host: at.host, port: at.port, protocol: at.protocol, reply: '' } };
  },
});
