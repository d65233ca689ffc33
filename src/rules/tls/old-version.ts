import { defineRule } from '../../model/finding.ts';
import { tlsSession } from '../../probes/facts/mail.ts';

export default defineRule({
  id: 'tls/old-version',
  title: 'The server speaks an outdated version of TLS',
  severity: 'warning',
  on: 'endpoint',
  reads: [tlsSession],
  messages: { old: '{host} speaks {version} at best on port {port}: programs of today refuse it (RFC 8996).' },
  *check(at, view) {
    const version = view.value(tlsSession, at)?.version;
    if (version === undefined || !/^(SSL|TLSv1(\.1)?$)/.test(version)) return;
    yield { message: 'old', args: { host: at.host, port: at.port, version } };
  },
});
