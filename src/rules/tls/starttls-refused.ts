import { refusalArgs } from '../../knowledge/replies/refusal-args.ts';
import { defineRule } from '../../model/finding.ts';
import { replyLine } from '../../model/reply.ts';
import { starttls } from '../../probes/facts/mail.ts';
import { wanted } from '../wanted.ts';

export default defineRule({
  id: 'tls/starttls-refused',
  title: 'The server refuses STARTTLS',
  severity: 'error',
  on: 'endpoint',
  reads: [starttls],
  messages: { refused: '{host} refuses STARTTLS on port {port}: {reply}' },
  *check(at, view) {
    const failure = view.failure(starttls, at);
    if (failure?.kind !== 'rejected' || !wanted(at, view)) return;
    const { reply, stage } = failure;
    const args = { host: at.host, port: at.port, reply: replyLine(reply), ...refusalArgs(reply, stage, at) };
    yield { message: 'refused', args };
  },
});
