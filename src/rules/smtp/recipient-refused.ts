import { refusalArgs } from '../../knowledge/replies/refusal-args.ts';
import { defineRule } from '../../model/finding.ts';
import { replyLine } from '../../model/reply.ts';
import { envelope } from '../../probes/facts/mail.ts';
import { aboutThisClient } from '../this-client.ts';

export default defineRule({
  id: 'smtp/recipient-refused',
  title: 'The server refuses a recipient',
  severity: 'error',
  on: 'endpoint',
  reads: [envelope],
  messages: {
    refused: '{host} refuses the recipient <{to}> on port {port}: {reply}',
    here: '{host} refuses the recipient <{to}> on port {port}, perhaps for where mailcheck runs: {reply}',
  },
  *check(at, view) {
    for (const { address, reply } of view.value(envelope, at)?.recipients ?? []) {
      if (reply.status.startsWith('2')) continue;
      const read = refusalArgs(reply, 'rcpt', at);
      const args = { host: at.host, port: at.port, to: address, reply: replyLine(reply), ...read };
      if (aboutThisClient(at, read.meaning, view)) yield { message: 'here', args, severity: 'notice' };
      else yield { message: 'refused', args };
    }
  },
});
