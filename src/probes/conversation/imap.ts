import { Failed, type Stage } from '../../model/failure.ts';
import type { Probe } from '../../model/probe.ts';
import type { ServerReply } from '../../model/reply.ts';
import type { Session } from '../../model/session.ts';
import type { Endpoint } from '../../model/subject.ts';
import { parseCapabilities } from '../../protocols/imap/capability.ts';
import { imapString } from '../../protocols/imap/mailbox.ts';
import { type ImapReply, imapGreeting, imapReply } from '../../protocols/imap/reply.ts';
import { unusable } from '../../protocols/sasl/exchange.ts';
import { folders, login, type Offer } from '../facts/mail.ts';
import { listFolders } from './imap-folders.ts';
import { type LoginWire, logIn } from './login.ts';
import { receiveGreeting } from './open.ts';
import { bare, conversation, notOffered, rejected, type Speak } from './prologue.ts';
import type { Talk } from './talk.ts';

/** RFC 3501/9051 with STARTTLS, AUTHENTICATE and a read-only look at the folders. */
export const imapConversation = (talk: Talk): Probe<'endpoint'> =>
  conversation(talk, 'imap', [login, folders], imapSpeech(talk));

/** What it says at each stage. */
export const imapSpeech =
  (talk: Talk): Speak =>
  (at, run, session) => {
    const tags = createTags();
    let greeted: ImapReply | undefined;
    let announced: string | undefined;
    return {
      async greet() {
        greeted = await greet(talk, at, session);
        announced = greeted.code;
        return { reply: bare(greeted) };
      },
      offer: () => capabilities(talk, session, tags, announced),
      async startTls(plain) {
        announced = undefined;
        return startTls(talk, session, tags, plain);
      },
      farewell: () => `${tags()} LOGOUT`,
      async goOn(offered) {
        if (greeted?.status === 'PREAUTH') {
          run.skip(login, 'not-applicable');
          return run.skip(folders, 'not-applicable');
        }
        const wire = loginWire(talk, session, tags, offered);
        const loggedIn = await logIn(talk, at, run, session, offered, wire, [folders]);
        if ('done' in loggedIn) await run.stage(folders, () => listFolders(talk, session, tags, wire.after()));
      },
    };
  };

/** Makes the next tag; unguessable, so that a reply sent ahead of its command cannot pass for an answer. */
export type Tags = () => string;

function createTags(): Tags {
  const prefix = crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36).toUpperCase();
  let count = 0;
  return () => `M${prefix}${++count}`;
}

async function greet(talk: Talk, at: Endpoint, session: Session): Promise<ImapReply> {
  const reply = await receiveGreeting(talk, at, session, imapGreeting(talk.io.limits));
  if (reply.status === 'PREAUTH' && !session.encrypted) {
    session.unexpected();
    throw new Failed({ kind: 'violation', stage: 'greeting', violation: 'preauth-before-tls' });
  }
  if (reply.status !== 'OK' && reply.status !== 'PREAUTH') throw rejected(session, 'greeting', reply);
  return reply;
}

/** The capability line of the greeting saves a round trip; there is none after TLS (RFC 3501 7.2.1). */
async function capabilities(talk: Talk, session: Session, tags: Tags, announced: string | undefined): Promise<Offer> {
  if (announced?.toUpperCase().startsWith('CAPABILITY ')) return parseCapabilities(announced.slice(11));
  const reply = await command(talk, session, tags(), 'CAPABILITY', 'capabilities');
  const line = reply.untagged.find(({ name }) => name === 'CAPABILITY');
  return parseCapabilities(line?.text ?? '');
}

async function startTls(talk: Talk, session: Session, tags: Tags, plain: Offer): Promise<ServerReply> {
  // A server whose capability list is empty may still know STARTTLS; asking once costs nothing.
  if (!plain.starttls && plain.keywords.length > 1) throw notOffered();
  return bare(await command(talk, session, tags(), 'STARTTLS', 'starttls'));
}

/** One command; anything but OK is a rejection. */
async function command(talk: Talk, session: Session, tag: string, text: string, stage: Stage): Promise<ImapReply> {
  session.send(`${tag} ${text}`);
  const reply = await session.receive(stage, imapReply(tag, talk.io.limits));
  if (reply.status !== 'OK') throw rejected(session, stage, reply);
  return reply;
}

/** `after()` gives the capabilities that the server announced with the login, if it did. */
function loginWire(
  talk: Talk,
  session: Session,
  tags: Tags,
  offered: Offer,
): LoginWire & { after(): string | undefined } {
  const tag = tags();
  let announced: string | undefined;
  const initialAllowed = offered.keywords.some(({ name }) => name === 'SASL-IR');
  const finish = (reply: ImapReply) => {
    const untagged = reply.untagged.find(({ name }) => name === 'CAPABILITY')?.text;
    announced = reply.code?.toUpperCase().startsWith('CAPABILITY ') ? reply.code.slice(11) : untagged;
    return { accepted: reply.status === 'OK', reply: bare(reply) };
  };
  return {
    after: () => announced,
    start(mechanism, initial) {
      const response = initial === undefined || !initialAllowed ? '' : ` ${initial === '' ? '=' : initial}`;
      session.send(`${tag} AUTHENTICATE ${mechanism}${response}`, {
        shown: `${tag} AUTHENTICATE ${mechanism}${response === '' ? '' : ' [secret]'}`,
      });
      return response !== '' || initial === undefined;
    },
    respond: (base64) => session.send(base64, { shown: base64 === '' ? '' : '[secret]' }),
    async reply() {
      const reply = await session.receive('auth', imapReply(tag, talk.io.limits, { continuation: true }));
      return reply.continuation === undefined ? finish(reply) : { challenge: reply.continuation };
    },
    plain: {
      name: 'LOGIN command',
      async run(user, credentials) {
        const name = imapString(user);
        const password = imapString(credentials.secret.reveal());
        if (name === undefined || password === undefined) throw unusable();
        session.send(`${tag} LOGIN ${name} ${password}`, { shown: `${tag} LOGIN ${name} [secret]` });
        const done = finish(await session.receive('auth', imapReply(tag, talk.io.limits)));
        return { ...done.reply, accepted: done.accepted };
      },
    },
  };
}
