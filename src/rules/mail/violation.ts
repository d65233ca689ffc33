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
      const { violation, stage } = failure;
      yield { message: 'broke', args: { host: at.host, port: at.port, violation, stage } };
    }
  },
});
