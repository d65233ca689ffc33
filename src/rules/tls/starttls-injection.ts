import { defineRule } from '../../model/finding.ts';
import { starttls, tlsSession } from '../../probes/facts/mail.ts';

export default defineRule({
  id: 'tls/starttls-injection',
  title: 'Something was slipped in before TLS began',
  severity: 'critical',
  on: 'endpoint',
  reads: [starttls, tlsSession],
  messages: { injected: '{host} on port {port} sent more than its go-ahead before TLS: it could pass for protected.' },
  *check(at, view) {
    const isInjected = [starttls, tlsSession].some((fact) => {
      const failure = view.failure(fact, at);
      return failure?.kind === 'violation' && failure.violation === 'starttls-injection';
    });
    if (isInjected) yield { message: 'injected', args: { host: at.host, port: at.port } };
  },
});
