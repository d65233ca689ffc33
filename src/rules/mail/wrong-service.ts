import { defineRule } from '../../model/finding.ts';
import { greeting, otherMode } from '../../probes/facts/mail.ts';
import { wanted } from '../wanted.ts';

export default defineRule({
  id: 'mail/wrong-service',
  title: 'Another service answers',
  severity: 'error',
  on: 'endpoint',
  reads: [greeting, otherMode],
  messages: { other: '{host} speaks {service} on port {port}, not {expected}: {received}' },
  *check(at, view) {
    const failure = view.failure(greeting, at);
    if (failure?.kind !== 'wrong-service' || !wanted(at, view) || view.value(otherMode, at)?.works === true) return;
    const { service, received } = failure;
    const args = { host: at.host, port: at.port, expected: at.protocol, service, received };
    yield { message: 'other', args };
  },
});
