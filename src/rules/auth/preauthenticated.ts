import { defineRule } from '../../model/finding.ts';
import { greeting } from '../../probes/facts/mail.ts';

export default defineRule({
  id: 'auth/preauthenticated',
  title: 'The server takes everybody for logged in',
  severity: 'warning',
  on: 'endpoint',
  reads: [greeting],
  messages: {
    preauth: '{host} on port {port} says PREAUTH: it asks for no password, so whether one works is not known.',
  },
  *check(at, view) {
    if (view.value(greeting, at)?.reply.status !== 'PREAUTH') return;
    yield { message: 'preauth', args: { host: at.host, port: at.port } };
  },
});
