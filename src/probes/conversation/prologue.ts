import type { Fact } from '../../model/evidence.ts';
import { Failed, type Stage } from '../../model/failure.ts';
import { defineProbe, type Probe, type ProbeRun } from '../../model/probe.ts';
import type { ServerReply } from '../../model/reply.ts';
import type { Session } from '../../model/session.ts';
import type { Endpoint, Protocol } from '../../model/subject.ts';
import {
  connect,
  type Greeting,
  greeting,
  login,
  type Offer,
  offer,
  securedOffer,
  starttls,
  tlsSession,
} from '../facts/mail.ts';
import { loginRank } from './login-turns.ts';
import { open, secure } from './open.ts';
import { mayGoOn, type Talk } from './talk.ts';

/** What a protocol says at each stage that all protocols have. */
export interface Speech {
  /** Reads the greeting; throws `Failed` when it is not a welcome. */
  greet(): Promise<Greeting>;
  /** What is offered now. Asked again after TLS: nothing learnt before it is kept (RFC 3207 4.2, RFC 3501 6.2.1). */
  offer(): Promise<Offer>;
  /** Asks for the upgrade; resolves at the server's go-ahead. */
  startTls(plain: Offer): Promise<ServerReply>;
  farewell(): string;
  /** The part that only this protocol has: login and what lies behind it. */
  goOn?(offered: Offer): Promise<void>;
}

/** How a protocol speaks over one session. */
export type Speak = (at: Endpoint, run: ProbeRun, session: Session) => Speech;

/** Stages that a TLS mode does not have. */
const absent: Readonly<Record<Endpoint['security'], readonly Fact<unknown, 'endpoint'>[]>> = {
  tls: [offer, starttls],
  starttls: [],
  none: [starttls, tlsSession, securedOffer],
};

const prologue = [connect, greeting, offer, starttls, tlsSession, securedOffer];

/** A conversation with one endpoint as a probe; `later` are the facts behind the offer, in order. */
export function conversation(
  talk: Talk,
  protocol: Protocol,
  later: readonly Fact<unknown, 'endpoint'>[],
  speak: Speak,
): Probe<'endpoint'> {
  return defineProbe({
    id: `conversation/${protocol}`,
    on: 'endpoint',
    effect: 'connect',
    applies: (at) => at.protocol === protocol,
    yields: [...prologue, ...later],
    slot: (at) => ({ key: at.ip, limit: 8 }),
    async run(at, run) {
      const rank = later.includes(login) ? loginRank(talk.target, at) : undefined;
      if (rank !== undefined) talk.turns.enter(at, rank);
      let session: Session | undefined;
      let speech: Speech | undefined;
      try {
        session = await open(talk, at, run);
        speech = speak(at, run, session);
        const offered = await reachOffer(talk, at, run, session, speech, later);
        if (offered !== undefined) await speech.goOn?.(offered);
      } finally {
        talk.turns.leave(at);
        session?.close(speech?.farewell());
      }
    },
  });
}

/** TLS, greeting, capabilities, upgrade, capabilities again: as far as the target wants, in the endpoint's TLS mode. */
async function reachOffer(
  talk: Talk,
  at: Endpoint,
  run: ProbeRun,
  session: Session,
  speech: Speech,
  later: readonly Fact<unknown, 'endpoint'>[],
): Promise<Offer | undefined> {
  const { target } = talk;
  const afterGreeting = [offer, starttls, tlsSession, securedOffer, ...later];
  for (const fact of absent[at.security]) run.skip(fact, 'not-applicable');
  if (at.security === 'tls') {
    if (!mayGoOn(run, target, 'greeting', 'connect', [tlsSession, greeting, ...afterGreeting])) return;
    await secure(run, session);
  }
  if (!mayGoOn(run, target, 'greeting', 'connect', [greeting, ...afterGreeting])) return;
  await run.stage(greeting, () => speech.greet());
  if (at.security !== 'tls') {
    if (!mayGoOn(run, target, 'tls', 'connect', afterGreeting)) return;
    const plain = await run.stage(offer, () => speech.offer());
    if (at.security === 'none') {
      return mayGoOn(run, target, 'capabilities', 'connect', later) ? plain : undefined;
    }
    await run.stage(starttls, async () => ({ reply: await speech.startTls(plain) }));
    await secure(run, session);
  }
  if (!mayGoOn(run, target, 'capabilities', 'connect', [securedOffer, ...later])) return;
  return run.stage(securedOffer, () => speech.offer());
}

/** A refusal as a failure, quoted in the report. */
export function rejected(session: Session, stage: Stage, reply: ServerReply): Failed {
  session.unexpected();
  return new Failed({ kind: 'rejected', stage, reply: bare(reply) });
}

/** Only what a report keeps of a reply. */
export function bare(reply: ServerReply): ServerReply {
  return {
    protocol: reply.protocol,
    status: reply.status,
    ...(reply.enhanced === undefined ? {} : { enhanced: reply.enhanced }),
    ...(reply.code === undefined ? {} : { code: reply.code }),
    text: reply.text,
  };
}

export const notOffered = (): Failed =>
  new Failed({ kind: 'withheld', stage: 'starttls', reason: 'starttls-not-offered' });
