import { defineRule } from '../../model/finding.ts';
import { tlsSession } from '../../probes/facts/mail.ts';
import { daysBetween, endOf, firstToEnd } from '../certificate-dates.ts';
import { certificateWeight } from '../certificate-weight.ts';

export default defineRule({
  id: 'tls/certificate-expired',
  title: 'The certificate has expired',
  severity: 'error',
  on: 'endpoint',
  reads: [tlsSession],
  messages: { expired: 'The certificate {subject} of {host} on port {port} ended {days} days ago ({notAfter}).' },
  *check(at, view) {
    const tls = view.value(tlsSession, at);
    const certificate = tls === undefined ? undefined : firstToEnd(tls, view.now);
    if (certificate === undefined || endOf(certificate) >= view.now.getTime()) return;
    const { subject, notAfter } = certificate;
    const days = daysBetween(endOf(certificate), view.now);
    const args = { host: at.host, port: at.port, subject, days, notAfter };
    yield { message: 'expired', args, ...certificateWeight(at, view) };
  },
});
