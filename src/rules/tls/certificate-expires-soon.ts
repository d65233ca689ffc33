import { defineRule } from '../../model/finding.ts';
import { tlsSession } from '../../probes/facts/mail.ts';
import { daysBetween, endOf, firstToEnd } from '../certificate-dates.ts';
import { isOpportunistic } from '../certificate-weight.ts';

/** Days. Automatic renewal is done long before; who has not renewed by now will forget it. */
const soon = 14;

export default defineRule({
  id: 'tls/certificate-expires-soon',
  title: 'The certificate expires soon',
  severity: 'warning',
  on: 'endpoint',
  reads: [tlsSession],
  messages: { soon: 'The certificate {subject} of {host} on port {port} ends in {days} days ({notAfter}).' },
  *check(at, view) {
    const tls = view.value(tlsSession, at);
    const certificate = tls === undefined ? undefined : firstToEnd(tls, view.now);
    if (certificate === undefined) return;
    const { subject, notAfter } = certificate;
    const days = daysBetween(view.now, endOf(certificate));
    if (days < 0 || days >= soon) return;
    const args = { host: at.host, port: at.port, subject, days, notAfter };
    yield isOpportunistic(at, view) ? { message: 'soon', args, severity: 'notice' } : { message: 'soon', args };
  },
});
