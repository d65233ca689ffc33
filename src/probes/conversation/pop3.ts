import { Failed } from '../../model/failure.ts';
import type { Probe } from '../../model/probe.ts';
import type { ServerReply } from '../../model/reply.ts';
import type { Session } from '../../model/session.ts';
import { parseCapa, pop3Continuation, pop3Reply } from '../../protocols/pop3/reply.ts';
import { unusable } from '../../protocols/sasl/exchange.ts';
import { login, type Maildrop, maildrop, type Offer } from '../facts/mail.ts';
import { type LoginWire, logIn } from './login.ts';
import { expectQuiet, receiveGreeting } from './open.ts';
import { bare, conversation, notOffered, rejected, type Speak } from './prologue.ts';
import type { Talk } from './talk.ts';

/** UIDL of a large maildrop is long: the caps for it. */
const listing = { reply: 8 * 1024 * 1024, replyLines: 100_000 };

/** RFC 1939 with CAPA and STLS (2449, 2595) and AUTH (5034). Never DELE. */
export const pop3Conversation = (talk: Talk): Probe<'endpoint'> =>
  conversation(talk, 'pop3', [login, maildrop], pop3Speech(talk));

/** What it says at each stage. */
export const pop3Speech =
  (talk: Talk): Speak =>
  (at, run, session) => ({
    async greet() {
      const reply = await receiveGreeting(talk, at, session, pop3Reply(talk.io.limits, { multiline: false }));
      if (reply.status !== '+OK') throw rejected(session, 'greeting', reply);
      return { reply: bare(reply) };
    },
    offer: () => capa(talk, session),
    startTls: (plain) => startTls(talk, session, plain),
    farewell: () => 'QUIT',
    async goOn(offered) {
      const loggedIn = await logIn(talk, at, run, session, offered, loginWire(talk, session), [maildrop]);
      if ('done' in loggedIn) await run.stage(maildrop, () => lookAtMaildrop(talk, session, offered));
    },
  });

/** CAPA; a server without it (RFC 1939 only) is taken to know USER and PASS. */
async function capa(talk: Talk, session: Session): Promise<Offer> {
  expectQuiet(session, 'capabilities');
  session.send('CAPA');
  const reply = await session.receive('capabilities', pop3Reply(talk.io.limits, { multiline: true }));
  if (reply.status === '+OK') return parseCapa(reply.lines);
  return { keywords: [], mechanisms: [], starttls: false, mangled: [], plainLogin: true };
}

async function startTls(talk: Talk, session: Session, plain: Offer): Promise<ServerReply> {
  // Without CAPA nothing is known: STLS is tried once and its answer holds.
  if (!plain.starttls && plain.keywords.length > 0) throw notOffered();
  expectQuiet(session, 'starttls');
  session.send('STLS');
  const reply = await session.receive('starttls', pop3Reply(talk.io.limits, { multiline: false }));
  if (reply.status !== '+OK') throw rejected(session, 'starttls', reply);
  return bare(reply);
}

function loginWire(talk: Talk, session: Session): LoginWire {
  const single = () => pop3Reply(talk.io.limits, { multiline: false });
  return {
    start(mechanism, initial) {
      expectQuiet(session, 'auth');
      // RFC 5034 section 4: the whole command may have 255 octets.
      const fits = initial !== undefined && `AUTH ${mechanism} ${initial}`.length <= 253;
      session.send(fits ? `AUTH ${mechanism} ${initial === '' ? '=' : initial}` : `AUTH ${mechanism}`, {
        shown: `AUTH ${mechanism}${fits ? ' [secret]' : ''}`,
      });
      return fits || initial === undefined;
    },
    respond(base64) {
      expectQuiet(session, 'auth');
      session.send(base64, { shown: base64 === '' ? '' : '[secret]' });
    },
    async reply() {
      const reply = await session.receive('auth', pop3Continuation(talk.io.limits));
      if ('challenge' in reply) return reply;
      return { accepted: reply.status === '+OK', reply: bare(reply) };
    },
    plain: {
      name: 'USER/PASS',
      async run(user, credentials) {
        expectQuiet(session, 'auth');
        // RFC 1939 knows no quoting: what would end the line cannot be said.
        if (/[\0\r\n]/.test(user + credentials.secret.reveal())) throw unusable();
        session.send(`USER ${user}`);
        const named = await session.receive('auth', single());
        if (named.status !== '+OK') return { ...bare(named), accepted: false };
        expectQuiet(session, 'auth');
        session.send(`PASS ${credentials.secret.reveal()}`, { shown: 'PASS [secret]' });
        const reply = await session.receive('auth', single());
        return { ...bare(reply), accepted: reply.status === '+OK' };
      },
    },
  };
}

/** Counts, and two UIDL listings in one session: identifiers that differ make clients download everything again. */
async function lookAtMaildrop(talk: Talk, session: Session, offered: Offer): Promise<Maildrop> {
  const limits = { ...talk.io.limits, ...listing };
  expectQuiet(session, 'mailbox');
  session.send('STAT');
  const stat = await session.receive('mailbox', pop3Reply(limits, { multiline: false }));
  const counts = /^(\d{1,15}) (\d{1,15})/.exec(stat.text);
  if (stat.status !== '+OK') throw rejected(session, 'mailbox', stat);
  if (counts === null) {
    session.unexpected();
    throw new Failed({ kind: 'violation', stage: 'mailbox', violation: 'malformed-reply', received: stat.text });
  }
  const uidl = async () => {
    expectQuiet(session, 'mailbox');
    session.send('UIDL');
    return session.receive('mailbox', pop3Reply(limits, { multiline: true }));
  };
  const first = await uidl();
  const second = first.status === '+OK' ? await uidl() : first;
  const expire = argument(offered, 'EXPIRE');
  const delay = argument(offered, 'LOGIN-DELAY');
  return {
    messages: Number(counts[1]),
    size: Number(counts[2]),
    ...compare(first.status === '+OK' ? first.lines : undefined, second.lines),
    ...(/^\d{1,9}/.test(delay ?? '') ? { loginDelay: Number.parseInt(delay as string, 10) } : {}),
    ...(/^\d{1,6}/.test(expire ?? '') ? { expireDays: Number.parseInt(expire as string, 10) } : {}),
    ...(/^NEVER/i.test(expire ?? '') ? { expireNever: true } : {}),
  };
}

const argument = (offered: Offer, name: string): string | undefined =>
  offered.keywords.find((keyword) => keyword.name === name)?.args;

function compare(
  first: readonly string[] | undefined,
  second: readonly string[],
): Pick<Maildrop, 'uidl' | 'duplicateUids' | 'suspectUid'> {
  if (first === undefined) return { uidl: 'missing', duplicateUids: 0 };
  if (first.length === 0) return { uidl: 'empty', duplicateUids: 0 };
  const uids = first.map(uidOf);
  // Mail may arrive between the listings: only numbers that both have are compared.
  const changed = first.find((line, index) => second[index] !== line);
  const seen = new Set<string>();
  const twice = uids.find((uid) => seen.size === seen.add(uid).size);
  const suspect = changed === undefined ? twice : uidOf(changed);
  return {
    uidl: changed === undefined ? 'stable' : 'unstable',
    duplicateUids: uids.length - new Set(uids).size,
    ...(suspect === undefined ? {} : { suspectUid: suspect }),
  };
}

const uidOf = (line: string): string => line.slice(line.indexOf(' ') + 1);
