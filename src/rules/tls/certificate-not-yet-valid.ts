import { defineRule } from '../../model/finding.ts';
import { tlsSession } from '../../probes/facts/mail.ts';
import { beginOf, daysBetween, lastToBegin } from '../certificate-dates.ts';
import { certificateWeight } from '../certificate-weight.ts';

export default defineRule({
  id: 'tls/certificate-not-yet-valid',
  title: 'The certificate is not valid yet',
  severity: 'error',
  on: 'endpoint',
  reads: [tlsSession],
  messages: { early: 'The certificate {subject} of {host} on port {port} is valid in {days} days only ({notBefore}).' },
  *check(at, view) {
    const tls = view.value(tlsSession, at);
    const certificate = tls === undefined ? undefined : lastToBegin(tls, view.now);
    if (certificate === undefined || beginOf(certificate) <= view.now.getTime()) return;
    const { subject, notBefore } = certificate;
    const days = daysBetween(view.now, beginOf(certificate));
    const args = { host: at.host, port: at.port, subject, days, notBefore };
    yield { message: 'early', args, ...certificateWeight(at, view) };
  },
});
