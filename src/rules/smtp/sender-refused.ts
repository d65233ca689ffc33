import { refusalArgs } from '../../knowledge/replies/refusal-args.ts';
import { defineRule } from '../../model/finding.ts';
import { replyLine } from '../../model/reply.ts';
import { envelope } from '../../probes/facts/mail.ts';
import { aboutThisClient } from '../this-client.ts';

export default defineRule({
  id: 'smtp/sender-refused',
  title: 'The server refuses the sender',
  severity: 'error',
  on: 'endpoint',
  reads: [envelope],
  messages: {
    refused: '{host} refuses the sender <{from}> on port {port}: {reply}',
    here: '{host} refuses the sender <{from}> on port {port}, perhaps for where mailcheck runs: {reply}',
  },
  *check(at, view) {
    const trial = view.value(envelope, at);
    if (trial === undefined || trial.mail.status.startsWith('2')) return;
    const read = refusalArgs(trial.mail, 'mail', at);
    const args = { host: at.host, port: at.port, from: trial.from, reply: replyLine(trial.mail), ...read };
    if (aboutThisClient(at, read.meaning, view)) yield { message: 'here', args, severity: 'notice' };
    else yield { message: 'refused', args };
  },
});
