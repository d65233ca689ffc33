import { refusalArgs } from '../../knowledge/replies/refusal-args.ts';
import { defineRule } from '../../model/finding.ts';
import { replyLine } from '../../model/reply.ts';
import { folders } from '../../probes/facts/mail.ts';

export default defineRule({
  id: 'imap/refused',
  title: 'The server refuses to list the folders',
  severity: 'error',
  on: 'endpoint',
  reads: [folders],
  messages: { refused: '{host} refuses to list the folders on port {port}: {reply}' },
  *check(at, view) {
    const failure = view.failure(folders, at);
    if (failure?.kind !== 'rejected') return;
    const { reply, stage } = failure;
    const args = { host: at.host, port: at.port, reply: replyLine(reply), ...refusalArgs(reply, stage, at) };
    yield { message: 'refused', args };
  },
});
