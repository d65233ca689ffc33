import { type ObservationId, observationId } from '../../model/evidence.ts';
import { defineProbe, type Probe, type ProbeRun } from '../../model/probe.ts';
import type { Session } from '../../model/session.ts';
import { type Endpoint, type Protocol, service, subjectId } from '../../model/subject.ts';
import { type TlsOffer, tlsOffers } from '../../model/tls-offer.ts';
import { imapSpeech } from '../conversation/imap.ts';
import { pop3Speech } from '../conversation/pop3.ts';
import type { Speak, Speech } from '../conversation/prologue.ts';
import { smtpSpeech } from '../conversation/smtp.ts';
import type { Talk } from '../conversation/talk.ts';
import { tlsSession } from '../facts/mail.ts';
import { isRefusal, offerFacts, shownBySession, type TakenOffer } from '../facts/tls-offers.ts';

/** Versions from the newest that old clients have; then the suites: one that is taken may save the next question. */
const order = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1', 'rsa', 'windows-8.1'] as const satisfies readonly TlsOffer[];

/**
 * Which TLS versions and old suites a server takes, each on a connection of its own and one after the other, at one
 * address of each service that clients use. Nobody logs in.
 */
export function probeTlsOffers(talk: Talk): Probe<'endpoint'> {
  const taken = new Set<string>();
  const speeches: Partial<Record<Protocol, Speak>> = {
    smtp: smtpSpeech(talk),
    imap: imapSpeech(talk),
    pop3: pop3Speech(talk),
  };
  return defineProbe({
    id: 'experiment/tls-offers',
    on: 'endpoint',
    effect: 'connect',
    applies: (at) => speeches[at.protocol] !== undefined && at.security !== 'none' && at.port !== 25,
    needs: [tlsSession],
    yields: tlsOffers.map((offer) => offerFacts[offer]),
    slot: (at) => ({ key: at.ip, limit: 8 }),
    async run(at, run) {
      const speak = speeches[at.protocol];
      const session = run.value(tlsSession, at);
      if (speak === undefined || session === undefined) return;
      const place = subjectId(service(at.host, at.protocol, at.port, at.security));
      const isDone = taken.has(place);
      taken.add(place);
      for (const offer of order) {
        const fact = offerFacts[offer];
        const known = shownBySession(offer, session);
        const trouble = isDone ? undefined : troubleIn(at, run);
        if (isDone || known !== undefined || isImplied(offer, at, run)) run.skip(fact, 'done-elsewhere');
        else if (trouble !== undefined) run.skip(fact, trouble);
        else await run.stage(fact, () => tryOffer(talk, at, run, speak, offer), { ends: false });
      }
    },
  });
}

/** Both kinds of old suites are TLS 1.2, and those with RSA key exchange are among those of Windows. */
function isImplied(offer: TlsOffer, at: Endpoint, run: ProbeRun): boolean {
  if (offer !== 'rsa' && offer !== 'windows-8.1') return false;
  const withoutTls12 = run.outcome(offerFacts['TLSv1.2'], at)?.status === 'failed';
  return withoutTls12 || (offer === 'windows-8.1' && run.outcome(offerFacts.rsa, at)?.status === 'observed');
}

/** A server that did not come as far as an answer to the handshake is asked no more. */
function troubleIn(at: Endpoint, run: ProbeRun): ObservationId | undefined {
  const stuck = order.find((offer) => {
    const outcome = run.outcome(offerFacts[offer], at);
    return outcome?.status === 'failed' && !isRefusal(outcome.failure);
  });
  return stuck === undefined ? undefined : observationId(offerFacts[stuck], at);
}

async function tryOffer({ io }: Talk, at: Endpoint, run: ProbeRun, speak: Speak, offer: TlsOffer): Promise<TakenOffer> {
  const { host, ip, port } = at;
  const { journal, signal } = run;
  const session: Session = await io.dialer.connect({ host, ip, port, offer, journal, signal });
  const speech: Speech = speak(at, run, session);
  try {
    if (at.security === 'starttls') {
      await speech.greet();
      await speech.startTls(await speech.offer());
    }
    return { cipher: (await session.startTls('tls')).cipher };
  } finally {
    // Inside TLS from the start the server has not spoken yet, and nobody may speak before it.
    session.close(at.security === 'starttls' && session.encrypted ? speech.farewell() : undefined);
  }
}
