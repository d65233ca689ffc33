import { type Fact, type ObservationId, observationId, type SkipReason } from '../../model/evidence.ts';
import { Failed } from '../../model/failure.ts';
import type { ProbeRun } from '../../model/probe.ts';
import type { ServerReply } from '../../model/reply.ts';
import type { Credentials } from '../../model/secret.ts';
import type { Session } from '../../model/session.ts';
import type { Endpoint, SubjectKind } from '../../model/subject.ts';
import { addressClass } from '../../protocols/ip.ts';
import { violation } from '../../protocols/sasl/exchange.ts';
import { choose, createMechanism, type SaslMechanism } from '../../protocols/sasl/mechanism.ts';
import { type Login, login, type Offer, tlsSession } from '../facts/mail.ts';
import { isTrustedWithPassword, loginRank } from './login-turns.ts';
import { bare } from './prologue.ts';
import { mayGoOn, type Talk } from './talk.ts';

/** How a protocol carries SASL, and the login command that it has beside SASL. */
export interface LoginWire {
  /** Sends the command that starts `mechanism`. Returns false when an initial response could not be sent with it. */
  start(mechanism: string, initial: string | undefined): boolean;
  /** Answers a challenge. */
  respond(base64: string): void;
  reply(): Promise<{ readonly challenge: string } | { readonly accepted: boolean; readonly reply: ServerReply }>;
  /** Logs in by the protocol's own command, for servers without a common mechanism. */
  plain?: {
    readonly name: string;
    run(user: string, credentials: Credentials): Promise<ServerReply & { accepted: boolean }>;
  };
}

export type LoginOutcome = { readonly done: Login } | { readonly skipped: ObservationId | SkipReason };

/**
 * Logs in once, if this endpoint is the one to do it and the connection may be trusted with a password.
 * Facts in `later` are skipped for the same reason when there is no login.
 */
export async function logIn(
  talk: Talk,
  at: Endpoint,
  run: ProbeRun,
  session: Session,
  offered: Offer,
  wire: LoginWire,
  later: readonly Fact<unknown, SubjectKind>[],
): Promise<LoginOutcome> {
  const { target, credentials, turns } = talk;
  const skip = (because: ObservationId | SkipReason): LoginOutcome => {
    turns.leave(at);
    for (const fact of [login, ...later]) run.skip(fact, because);
    return { skipped: because };
  };
  if (!mayGoOn(run, target, 'auth', 'authenticate', [login, ...later])) {
    turns.leave(at);
    return { skipped: 'stopped-here' };
  }
  if (loginRank(target, at) === undefined) return skip('not-asked');
  if (credentials === undefined) return skip('no-credentials');
  if (!isTrustedWithPassword(target, at) && !(await talk.confirmHost?.(at.host, 'found'))) return skip('not-confirmed');
  const isProtected = session.tls?.verified === true;
  if (session.tls !== undefined && !isProtected && target.allowInsecureAuth !== true) {
    return skip(observationId(tlsSession, at));
  }

  const mechanism =
    session.tls === undefined && target.allowInsecureAuth !== true
      ? undefined
      : chooseLogin(offered, credentials, wire, talk.mechanism);
  if (mechanism !== undefined && !(await turns.take(at, run.signal))) return skip('done-elsewhere');
  const isWithheld = mechanism !== undefined && !isProtected && !(await mayGoUnprotected(talk, at));
  if (isWithheld && session.tls !== undefined) return skip(observationId(tlsSession, at));
  const done = await run.stage(login, async () => {
    if (session.tls === undefined && (isWithheld || target.allowInsecureAuth !== true)) {
      const reason = offered.plainLogin || offered.mechanisms.length > 0 ? 'no-tls' : 'login-disabled';
      throw new Failed({ kind: 'withheld', stage: 'auth', reason });
    }
    if (mechanism === undefined) {
      const reason = offered.mechanisms.length > 0 ? 'no-common-mechanism' : 'auth-not-offered';
      throw new Failed({ kind: 'withheld', stage: 'auth', reason });
    }
    const user = target.user ?? target.address ?? '';
    const reply =
      mechanism === wire.plain?.name
        ? await wire.plain.run(user, credentials)
        : await exchange(talk, at, session, wire, mechanism, user, credentials);
    if (!reply.accepted) {
      session.unexpected();
      throw new Failed({ kind: 'rejected', stage: 'auth', reply: bare(reply) });
    }
    return { mechanism, user, reply: bare(reply), protected: isProtected };
  });
  return { done };
}

/** The flag alone is for this machine; for another host it takes a second word that names it. */
async function mayGoUnprotected({ target, confirmHost }: Talk, at: Endpoint): Promise<boolean> {
  if (target.allowInsecureAuth !== true) return false;
  if (addressClass(at.ip) === 'loopback' || target.confirmedHosts?.includes(at.host) === true) return true;
  return (await confirmHost?.(at.host, 'unprotected')) === true;
}

function chooseLogin(
  offered: Offer,
  credentials: Credentials,
  wire: LoginWire,
  named: string | undefined,
): string | undefined {
  const sasl = choose(offered.mechanisms, credentials.kind, named);
  if (sasl !== undefined || named !== undefined) return sasl;
  return credentials.kind === 'password' && offered.plainLogin ? wire.plain?.name : undefined;
}

async function exchange(
  talk: Talk,
  at: Endpoint,
  session: Session,
  wire: LoginWire,
  name: string,
  user: string,
  credentials: Credentials,
): Promise<ServerReply & { accepted: boolean }> {
  const { limits, redactor } = talk.io;
  const mechanism = createMechanism(name, {
    user,
    secret: credentials.secret,
    host: at.host,
    port: at.port,
    protocol: at.protocol,
    limits,
  });
  const encode = (bytes: Uint8Array): string => {
    const base64 = Buffer.from(bytes).toString('base64');
    if (base64.length > 8) redactor.addDerived(base64);
    for (const value of mechanism.derived()) redactor.addDerived(value);
    return base64;
  };
  const initial = mechanism.initial();
  let waiting = initial === null ? undefined : encode(initial.bytes);
  if (wire.start(name, waiting)) waiting = undefined;
  const answerTo = async (challenge: string): Promise<string> => {
    if (waiting === undefined) return encode((await mechanism.step(decodeChallenge(challenge, limits.reply))).bytes);
    const response = waiting;
    waiting = undefined;
    return response;
  };
  let challenged = false;
  try {
    for (let round = 0; ; round++) {
      const reply = await wire.reply();
      if ('accepted' in reply) return judged(session, mechanism, reply);
      challenged = true;
      if (round >= limits.saslRounds) throw violation('sasl-rounds');
      wire.respond(await answerTo(reply.challenge));
      challenged = false;
    }
  } finally {
    // RFC 4954 4, RFC 9051 6.2.2, RFC 5034 4: anything else that is said now would be taken for the response.
    if (challenged) session.send('*');
  }
}

/** The server's word, which counts only after the proof; with the reason that the mechanism was told. */
function judged(
  session: Session,
  mechanism: SaslMechanism,
  { accepted, reply }: { readonly accepted: boolean; readonly reply: ServerReply },
): ServerReply & { accepted: boolean } {
  if (accepted && !mechanism.verified()) {
    session.unexpected();
    throw violation(mechanism.sentProof() ? 'sasl-server-not-proved' : 'accepted-without-proof');
  }
  const detail = mechanism.detail();
  return { ...reply, text: detail === undefined ? reply.text : `${reply.text}\n${detail}`, accepted };
}

function decodeChallenge(base64: string, cap: number): Buffer {
  const text = base64.trim();
  if (text.length > cap || !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) {
    throw violation('sasl-challenge', text);
  }
  return Buffer.from(text, 'base64');
}
