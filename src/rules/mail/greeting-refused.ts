import { refusalArgs } from '../../knowledge/replies/refusal-args.ts';
import { defineRule } from '../../model/finding.ts';
import { replyLine } from '../../model/reply.ts';
import { greeting, offer, securedOffer } from '../../probes/facts/mail.ts';
import { aboutThisClient } from '../this-client.ts';
import { wanted } from '../wanted.ts';

export default defineRule({
  id: 'mail/greeting-refused',
  title: 'The server turns the connection away',
  severity: 'error',
  on: 'endpoint',
  reads: [greeting, offer, securedOffer],
  messages: {
    refused: '{host} turns the connection to port {port} away: {reply}',
    here: '{host} turns the connection to port {port} away, perhaps for where mailcheck runs: {reply}',
  },
  *check(at, view) {
    const failure = [greeting, offer, securedOffer]
      .map((fact) => view.failure(fact, at))
      .find((one) => one !== undefined);
    if (failure?.kind !== 'rejected' || !wanted(at, view)) return;
    const { reply, stage } = failure;
    const read = refusalArgs(reply, stage, at);
    const args = { host: at.host, port: at.port, protocol: at.protocol, reply: replyLine(reply), ...read };
    if (aboutThisClient(at, read.meaning, view)) yield { message: 'here', args, severity: 'notice' };
    else yield { message: 'refused', args };
  },
});
