import { defineRule } from '../../model/finding.ts';
import { login, securedOffer } from '../../probes/facts/mail.ts';

export default defineRule({
  id: 'auth/not-offered',
  title: 'The server offers no login',
  severity: 'error',
  on: 'endpoint',
  reads: [login, securedOffer],
  messages: { none: '{host} offers no way to log in over {protocol} on port {port}.' },
  *check(at, view) {
    const failure = view.failure(login, at);
    if (failure?.kind !== 'withheld') return;
    const isDisabled = failure.reason === 'login-disabled' && view.value(securedOffer, at) !== undefined;
    if (failure.reason !== 'auth-not-offered' && !isDisabled) return;
    yield { message: 'none', args: { host: at.host, port: at.port, protocol: at.protocol } };
  },
});
