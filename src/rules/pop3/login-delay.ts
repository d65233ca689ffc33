import { defineRule } from '../../model/finding.ts';
import { maildrop } from '../../probes/facts/mail.ts';

export default defineRule({
  id: 'pop3/login-delay',
  title: 'The server wants a pause between logins',
  severity: 'notice',
  on: 'endpoint',
  reads: [maildrop],
  messages: {
    delay: '{host} wants {seconds} seconds between two logins (LOGIN-DELAY, RFC 2449 6.5): check less often than that.',
  },
  *check(at, view) {
    const seconds = view.value(maildrop, at)?.loginDelay ?? 0;
    if (seconds > 0) yield { message: 'delay', args: { host: at.host, port: at.port, seconds } };
  },
});
