import { defineRule } from '../../model/finding.ts';
import { maildrop } from '../../probes/facts/mail.ts';

export default defineRule({
  id: 'pop3/uidl-unstable',
  title: 'The unique ids of messages are not reliable',
  severity: 'error',
  on: 'endpoint',
  reads: [maildrop],
  messages: {
    unstable: '{host} gives the {messages} messages other unique ids in a second listing of the same session.',
    duplicate: '{host} gives {duplicates} of the {messages} messages a unique id that another one has.',
  },
  *check(at, view) {
    const found = view.value(maildrop, at);
    if (found === undefined) return;
    const args = {
      host: at.host,
      port: at.port,
      messages: found.messages,
      duplicates: found.duplicateUids,
      ...(found.suspectUid === undefined ? {} : { uid: found.suspectUid }),
    };
    if (found.uidl === 'unstable') yield { message: 'unstable', args };
    else if (found.duplicateUids > 0) yield { message: 'duplicate', args };
  },
});
