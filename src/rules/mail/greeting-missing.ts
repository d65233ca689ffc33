import { defineRule } from '../../model/finding.ts';
import { greeting, otherMode } from '../../probes/facts/mail.ts';
import { wanted } from '../wanted.ts';

export default defineRule({
  id: 'mail/greeting-missing',
  title: 'The server accepts the connection and says nothing',
  severity: 'error',
  on: 'endpoint',
  reads: [greeting, otherMode],
  messages: { silent: '{host} accepts the connection on port {port} and says nothing within {seconds} s.' },
  *check(at, view) {
    const failure = view.failure(greeting, at);
    if (failure?.kind !== 'timeout' || !wanted(at, view) || view.value(otherMode, at)?.works === true) return;
    const seconds = Math.round(failure.afterMs / 1000);
    yield { message: 'silent', args: { host: at.host, port: at.port, protocol: at.protocol, seconds } };
  },
});
