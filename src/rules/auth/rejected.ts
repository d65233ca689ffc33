import { refusalArgs } from '../../knowledge/replies/refusal-args.ts';
import { defineRule } from '../../model/finding.ts';
import { replyLine } from '../../model/reply.ts';
import { login } from '../../probes/facts/mail.ts';

export default defineRule({
  id: 'auth/rejected',
  title: 'The server rejects the login',
  severity: 'error',
  on: 'endpoint',
  reads: [login],
  messages: { rejected: '{host} rejects the login of {user} over {protocol} on port {port}: {reply}' },
  *check(at, view) {
    const failure = view.failure(login, at);
    if (failure?.kind !== 'rejected') return;
    const { reply, stage } = failure;
    const args = {
      host: at.host,
      port: at.port,
      protocol: at.protocol,
      user: view.target.user ?? view.target.address ?? '',
      reply: replyLine(reply),
      ...refusalArgs(reply, stage, at, view.target.address ?? view.target.user),
    };
    yield { message: 'rejected', args };
  },
});
