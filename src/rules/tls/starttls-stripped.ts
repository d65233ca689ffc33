import { defineRule } from '../../model/finding.ts';
import { offer, starttls } from '../../probes/facts/mail.ts';
import { strippingSign } from '../stripping-sign.ts';

export default defineRule({
  id: 'tls/starttls-stripped',
  title: 'STARTTLS is taken out on the way',
  severity: 'critical',
  on: 'endpoint',
  reads: [offer, starttls],
  messages: { stripped: 'STARTTLS is missing in the offer of {host} on port {port}, and {sign}.' },
  *check(at, view) {
    const sign = strippingSign(at, view);
    if (sign !== undefined) yield { message: 'stripped', args: { host: at.host, port: at.port, sign } };
  },
});
