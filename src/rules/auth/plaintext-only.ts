import { defineRule, type View } from '../../model/finding.ts';
import type { Endpoint } from '../../model/subject.ts';
import { offer, securedOffer } from '../../probes/facts/mail.ts';
import { wanted } from '../wanted.ts';

export default defineRule({
  id: 'auth/plaintext-only',
  title: 'Logging in is only possible without TLS',
  severity: 'error',
  on: 'endpoint',
  reads: [offer, securedOffer],
  messages: { plaintext: '{host} lets programs log in over {protocol} on port {port} without TLS, and offers no TLS.' },
  *check(at, view) {
    const plain = view.value(offer, at);
    if (plain === undefined || plain.starttls || !(plain.plainLogin || plain.mechanisms.length > 0)) return;
    if (!wanted(at, view) || isSecuredElsewhere(at, view)) return;
    yield { message: 'plaintext', args: { host: at.host, port: at.port, protocol: at.protocol } };
  },
});

/** The protocol is offered inside TLS at another port of the host. */
const isSecuredElsewhere = ({ host, protocol }: Endpoint, view: View): boolean =>
  view
    .all(securedOffer)
    .some(
      ({ subject, outcome }) =>
        subject.host === host && subject.protocol === protocol && subject.port !== 25 && outcome.status === 'observed',
    );
