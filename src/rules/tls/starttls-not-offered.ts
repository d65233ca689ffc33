import { defineRule } from '../../model/finding.ts';
import { offer, otherMode, starttls } from '../../probes/facts/mail.ts';
import { strippingSign } from '../stripping-sign.ts';
import { exchangersOf, wanted } from '../wanted.ts';

export default defineRule({
  id: 'tls/starttls-not-offered',
  title: 'The server does not offer STARTTLS',
  severity: 'error',
  on: 'endpoint',
  reads: [offer, starttls, otherMode],
  messages: { missing: '{host} does not offer STARTTLS on port {port}.' },
  *check(at, view) {
    const failure = view.failure(starttls, at);
    if (failure?.kind !== 'withheld' || failure.reason !== 'starttls-not-offered' || !wanted(at, view)) return;
    if (strippingSign(at, view) !== undefined || view.value(otherMode, at)?.works === true) return;
    const args = { host: at.host, port: at.port, protocol: at.protocol };
    // Mail between servers goes on without TLS, readable on the way.
    const isExchange = at.port === 25 && exchangersOf(view).includes(at.host);
    yield isExchange ? { message: 'missing', args, severity: 'warning' } : { message: 'missing', args };
  },
});
