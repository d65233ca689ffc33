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
  otherMode,
  securedOffer,
  starttls,
  tlsSession,
} from '../../probes/facts/mail.ts';
import { connectsElsewhere } from '../elsewhere.ts';
import { wanted } from '../wanted.ts';

const opening = [connect, greeting, offer, starttls, tlsSession];
/** Whoever gets so far is let down, wanted or not. */
const inside = [securedOffer, login, envelope, delivery, folders, maildrop];

export default defineRule({
  id: 'net/dropped',
  title: 'The connection ends in the middle',
  severity: 'error',
  on: 'endpoint',
  reads: [...opening, ...inside, otherMode],
  messages: {
    ended: '{host} ends the connection to port {port} in the middle, at stage {stage}.',
    mute: '{host} stops answering on port {port}, at stage {stage}.',
  },
  *check(at, view) {
    if (view.value(otherMode, at)?.works === true) return;
    for (const fact of [...opening, ...inside]) {
      const failure = view.failure(fact, at);
      if (failure === undefined || (!wanted(at, view) && opening.includes(fact as typeof connect))) continue;
      const { kind, stage } = failure;
      const isMute = kind === 'timeout' && stage !== 'connect' && stage !== 'greeting';
      if (kind !== 'reset' && kind !== 'closed' && !isMute) continue;
      const args = { host: at.host, ip: at.ip, port: at.port, protocol: at.protocol, stage };
      const message = isMute ? 'mute' : 'ended';
      const because = [observationId(fact, at)];
      yield connectsElsewhere(at, view) && stage === 'connect'
        ? { message, args, because, severity: 'warning' }
        : { message, args, because };
    }
  },
});
