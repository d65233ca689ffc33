import { type Fact, observationId } from '../../model/evidence.ts';
import type { Probe, ProbeRun } from '../../model/probe.ts';
import type { ServerReply } from '../../model/reply.ts';
import type { Session } from '../../model/session.ts';
import { domain, type Endpoint } from '../../model/subject.ts';
import type { Target } from '../../model/target.ts';
import { greetingClaims, greetingTime, parseEhlo, smtpReply } from '../../protocols/smtp/reply.ts';
import { mailExchangers } from '../facts/dns.ts';
import { delivery, type Envelope, envelope, login, type Offer } from '../facts/mail.ts';
import { type LoginOutcome, type LoginWire, logIn } from './login.ts';
import { loginRank } from './login-turns.ts';
import { expectQuiet, receiveGreeting } from './open.ts';
import { bare, conversation, notOffered, rejected, type Speak } from './prologue.ts';
import { mayGoOn, type Talk } from './talk.ts';

/** RFC 5321 with STARTTLS (3207), AUTH (4954) and an envelope trial that never reaches DATA unless asked to send. */
export const smtpConversation = (talk: Talk): Probe<'endpoint'> =>
  conversation(talk, 'smtp', [login, ...sendingOf(talk)], smtpSpeech(talk));

/** What it says at each stage. */
export const smtpSpeech =
  (talk: Talk): Speak =>
  (at, run, session) => ({
    greet: () => greet(talk, at, session),
    offer: () => hello(talk, session),
    startTls: (plain) => startTls(talk, session, plain),
    farewell: () => 'QUIT',
    async goOn(offered) {
      const loggedIn = await logIn(talk, at, run, session, offered, saslWire(talk, session), []);
      await tryEnvelope(talk, at, run, session, offered, loggedIn);
    },
  });

/** What comes after the login. Without a message to send there is none that could be called untested. */
const sendingOf = ({ deliver }: Talk): readonly Fact<unknown, 'endpoint'>[] =>
  deliver === undefined ? [envelope] : [envelope, delivery];

async function greet(talk: Talk, at: Endpoint, session: Session) {
  const reply = await receiveGreeting(talk, at, session, smtpReply(talk.io.limits));
  if (reply.status !== '220') throw rejected(session, 'greeting', reply);
  const claims = greetingClaims(reply.text);
  const serverTime = greetingTime(reply.text);
  return {
    reply: bare(reply),
    ...(claims === undefined ? {} : { claims }),
    ...(serverTime === undefined ? {} : { serverTime }),
  };
}

/** EHLO, and HELO where a server knows nothing better; a server that only says HELO can offer neither TLS nor login. */
async function hello(talk: Talk, session: Session): Promise<Offer> {
  expectQuiet(session, 'capabilities');
  session.send(`EHLO ${talk.helloName}`);
  const reply = await session.receive('capabilities', smtpReply(talk.io.limits));
  if (reply.status === '250') return { ...parseEhlo(reply.lines), plainLogin: false };
  if (!/^50[0-4]$/.test(reply.status)) throw rejected(session, 'capabilities', reply);
  session.unexpected();
  session.send(`HELO ${talk.helloName}`);
  const legacy = await session.receive('capabilities', smtpReply(talk.io.limits));
  if (legacy.status !== '250') throw rejected(session, 'capabilities', legacy);
  return { keywords: [], mechanisms: [], starttls: false, mangled: [], plainLogin: false, legacyHello: true };
}

async function startTls(talk: Talk, session: Session, plain: Offer): Promise<ServerReply> {
  if (!plain.starttls) throw notOffered();
  expectQuiet(session, 'starttls');
  session.send('STARTTLS');
  const reply = await session.receive('starttls', smtpReply(talk.io.limits));
  if (reply.status !== '220') throw rejected(session, 'starttls', reply);
  return bare(reply);
}

function saslWire(talk: Talk, session: Session): LoginWire {
  return {
    start(mechanism, initial) {
      expectQuiet(session, 'auth');
      // RFC 4954 section 4: an empty initial response is a single equals sign.
      const response = initial === undefined ? '' : ` ${initial === '' ? '=' : initial}`;
      session.send(`AUTH ${mechanism}${response}`, {
        shown: `AUTH ${mechanism}${initial === undefined ? '' : ' [secret]'}`,
      });
      return true;
    },
    respond(base64) {
      expectQuiet(session, 'auth');
      session.send(base64, { shown: base64 === '' ? '' : '[secret]' });
    },
    async reply() {
      const reply = await session.receive('auth', smtpReply(talk.io.limits));
      if (reply.status === '334') return { challenge: reply.text };
      return { accepted: reply.status === '235', reply: bare(reply) };
    },
  };
}

async function tryEnvelope(
  talk: Talk,
  at: Endpoint,
  run: ProbeRun,
  session: Session,
  offered: Offer,
  loggedIn: LoginOutcome,
): Promise<void> {
  const { target } = talk;
  const authenticated = 'done' in loggedIn;
  const isAsked = target.to !== undefined || target.from !== undefined;
  const receives = !authenticated && at.port === 25 && target.address !== undefined && isExchanger(talk, at, run);
  // Who has a password wants to send with it: what a port says without one matters only where it was named.
  const named = target.servers.some(({ host, port }) => host === at.host && port === at.port);
  const anonymous = isAsked && (talk.credentials === undefined || named) && loginRank(target, at) !== undefined;
  if (!authenticated && !receives && !anonymous) {
    const because = 'skipped' in loggedIn ? loggedIn.skipped : 'not-applicable';
    for (const fact of sendingOf(talk)) run.skip(fact, because);
    return;
  }
  // Whoever logs in may rightly be refused the null sender; without an own address there is nothing to try.
  const own = target.address ?? (target.user?.includes('@') === true ? target.user : undefined);
  if (authenticated && !isAsked && own === undefined) {
    for (const fact of sendingOf(talk)) run.skip(fact, 'not-asked');
    return;
  }
  if (!mayGoOn(run, target, 'mail', 'connect', sendingOf(talk))) return;
  const from = target.from ?? (authenticated ? (own ?? '') : '');
  const asked = receives && !named ? ownRecipients(target) : target.to;
  const to = target.stopAfter === 'mail' ? [] : (asked ?? (own === undefined ? [] : [own]));
  const result = await run.stage(envelope, () => trial(talk, session, offered, from, to, authenticated));

  const accepted = result.mail.status === '250' && result.recipients.some(({ reply }) => reply.status.startsWith('25'));
  const { deliver } = talk;
  if (deliver === undefined) return;
  if (!accepted) return run.skip(delivery, observationId(envelope, at));
  if (!mayGoOn(run, target, 'data', 'deliver', [delivery])) return;
  if (!talk.turns.send()) return run.skip(delivery, 'done-elsewhere');
  await run.stage(delivery, () => deliver(session));
}

/** MAIL and RCPT without DATA, then RSET: nothing is sent. Pipelined where offered (RFC 2920). */
async function trial(
  talk: Talk,
  session: Session,
  offered: Offer,
  from: string,
  to: readonly string[],
  authenticated: boolean,
): Promise<Envelope> {
  expectQuiet(session, 'mail');
  const offers = (keyword: string) => offered.keywords.some(({ name }) => name === keyword);
  // RFC 6531 3.4; a server without it says itself what it thinks of such an address.
  const international = [from, ...to].some((address) => /[^\x20-\x7e]/.test(address)) && offers('SMTPUTF8');
  const mail = `MAIL FROM:<${from}>${international ? ' SMTPUTF8' : ''}`;
  const commands = [mail, ...to.map((address) => `RCPT TO:<${address}>`)];
  const pipelining = offers('PIPELINING');
  const replies: Envelope['mail'][] = [];
  if (pipelining) session.send(commands);
  for (const [index, command] of commands.entries()) {
    if (!pipelining) session.send(command);
    const reply = await session.receive(index === 0 ? 'mail' : 'rcpt', smtpReply(talk.io.limits));
    if (!reply.status.startsWith('2')) session.unexpected();
    replies.push(bare(reply));
    if (!pipelining && index === 0 && !reply.status.startsWith('2')) break;
  }
  const [answer, ...answers] = replies as [Envelope['mail'], ...Envelope['mail'][]];
  const refused = !answer.status.startsWith('2');
  const recipients = refused ? [] : answers.map((reply, index) => ({ address: to[index] as string, reply }));
  session.send('RSET');
  await session.receive('mail', smtpReply(talk.io.limits));
  return { from, mail: answer, recipients, authenticated };
}

/** A mail exchanger takes mail for its own domain, and rightly refuses a stranger's for any other. */
function ownRecipients({ to, domain: name }: Target): readonly string[] | undefined {
  const own = to?.filter((address) => address.slice(address.lastIndexOf('@') + 1) === name);
  return own?.length === 0 ? undefined : own;
}

function isExchanger(talk: Talk, at: Endpoint, run: ProbeRun): boolean {
  const name = talk.target.domain;
  if (name === undefined) return false;
  const known = run.value(mailExchangers, domain(name));
  return known?.records.some(({ exchange }) => exchange === at.host) === true;
}
