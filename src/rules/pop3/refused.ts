import { refusalArgs } from '../../knowledge/replies/refusal-args.ts';
import { defineRule } from '../../model/finding.ts';
import { replyLine } from '../../model/reply.ts';
import { maildrop } from '../../probes/facts/mail.ts';

export default defineRule({
  id: 'pop3/refused',
  title: 'The server refuses to open the maildrop',
  severity: 'error',
  on: 'endpoint',
  reads: [maildrop],
  messages: { refused: '{host} refuses to open the maildrop on port {port}: {reply}' },
  *check(at, view) {
    const failure = view.failure(maildrop, at);
    if (failure?.kind !== 'rejected') return;
    const { reply, stage } = failure;
    const args = { host: at.host, port: at.port, reply: replyLine(reply), ...refusalArgs(reply, stage, at) };
    yield { message: 'refused', args };
  },
});
