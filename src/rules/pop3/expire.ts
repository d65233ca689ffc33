import { defineRule } from '../../model/finding.ts';
import { maildrop } from '../../probes/facts/mail.ts';

export default defineRule({
  id: 'pop3/expire',
  title: 'The server deletes messages by itself',
  severity: 'warning',
  on: 'endpoint',
  reads: [maildrop],
  messages: {
    expire: '{host} may delete messages {days} days after they came (EXPIRE, RFC 2449 6.7).',
    atOnce: '{host} may delete messages as soon as they have been fetched (EXPIRE 0, RFC 2449 6.7).',
  },
  *check(at, view) {
    const days = view.value(maildrop, at)?.expireDays;
    if (days === undefined) return;
    yield { message: days === 0 ? 'atOnce' : 'expire', args: { host: at.host, port: at.port, days } };
  },
});
