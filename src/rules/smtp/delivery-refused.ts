import { refusalArgs } from '../../knowledge/replies/refusal-args.ts';
import { defineRule } from '../../model/finding.ts';
import { replyLine } from '../../model/reply.ts';
import { delivery } from '../../probes/facts/mail.ts';

export default defineRule({
  id: 'smtp/delivery-refused',
  title: 'The server refuses the test message',
  severity: 'error',
  on: 'endpoint',
  reads: [delivery],
  messages: { refused: '{host} refuses the test message on port {port}: {reply}' },
  *check(at, view) {
    const failure = view.failure(delivery, at);
    if (failure?.kind !== 'rejected') return;
    const { reply, stage } = failure;
    const args = { host: at.host, port: at.port, reply: replyLine(reply), ...refusalArgs(reply, stage, at) };
    yield { message: 'refused', args };
  },
});
