import { observationId } from '../../model/evidence.ts';
import { defineRule } from '../../model/finding.ts';
import {
  connect,
  delivery,
  envelope,
  folders,
  greeting,
  login,
  maildrop,
  offer,
  securedOffer,
  starttls,
  tlsSession,
} from '../../probes/facts/mail.ts';
import { wanted } from '../wanted.ts';

const stages = [
  connect,
  greeting,
  offer,
  starttls,
  tlsSession,
  securedOffer,
  login,
  envelope,
  delivery,
  folders,
  maildrop,
];

/** Breaches that have rules of their own. */
const others = ['starttls-injection', 'sasl-server-not-proved', 'accepted-without-proof'];

/** What no mail server says may come from anything, and nobody misses a mail server at a port that is only looked at. */
const babble = ['malformed-reply', 'line-too-long', 'reply-too-long'];

export default defineRule({
  id: 'mail/violation',
  title: 'The server breaks the protocol',
  severity: 'error',
  on: 'endpoint',
  reads: stages,
  messages: { broke: '{host} breaks the protocol on port {port}, at stage {stage}: {violation}.' },
  *check(at, view) {
    for (const fact of stages) {
      const failure = view.failure(fact, at);
      if (failure?.kind !== 'violation' || others.includes(failure.violation)) continue;
      const { violation, stage, received } = failure;
      if (fact === greeting && babble.includes(violation) && !wanted(at, view)) continue;
      const args = { host: at.host, port: at.port, violation, stage, received: received ?? '' };
      yield { message: 'broke', args, because: [observationId(fact, at)] };
    }
  },
});
