import { defineRule } from '../../model/finding.ts';
import { maildrop } from '../../probes/facts/mail.ts';

export default defineRule({
  id: 'pop3/uidl-missing',
  title: 'The server gives messages no unique ids',
  severity: 'warning',
  on: 'endpoint',
  reads: [maildrop],
  messages: {
    missing: '{host} does not know UIDL: a program that leaves mail on the server downloads all of it each time.',
  },
  *check(at, view) {
    const found = view.value(maildrop, at);
    // Where there is nothing to list, an error says nothing of the command.
    if (found?.uidl !== 'missing' || found.messages === 0) return;
    yield { message: 'missing', args: { host: at.host, port: at.port } };
  },
});
