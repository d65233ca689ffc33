import type { Probe } from '../../model/probe.ts';
import type { Session } from '../../model/session.ts';
import { parseSieveCapabilities, type SieveReply, sieveReply } from '../../protocols/sieve/reply.ts';
import { expectQuiet, receiveGreeting } from './open.ts';
import { bare, conversation, notOffered, rejected } from './prologue.ts';
import type { Talk } from './talk.ts';

/** ManageSieve (RFC 5804): the server states its capabilities by itself, at first and again inside TLS. No login. */
export const sieveConversation = (talk: Talk): Probe<'endpoint'> =>
  conversation(talk, 'sieve', [], (at, _run, session) => {
    let announced: SieveReply | undefined;
    return {
      async greet() {
        announced = await receiveGreeting(talk, at, session, sieveReply(talk.io.limits));
        if (announced.status !== 'OK') throw rejected(session, 'greeting', announced);
        return { reply: bare(announced) };
      },
      async offer() {
        const reply = announced ?? (await session.receive('capabilities', sieveReply(talk.io.limits)));
        if (reply.status !== 'OK') throw rejected(session, 'capabilities', reply);
        return parseSieveCapabilities(reply.lines);
      },
      async startTls(plain) {
        if (!plain.starttls) throw notOffered();
        announced = undefined;
        return bare(await upgrade(talk, session));
      },
      farewell: () => 'LOGOUT',
    };
  });

async function upgrade(talk: Talk, session: Session): Promise<SieveReply> {
  expectQuiet(session, 'starttls');
  session.send('STARTTLS');
  const reply = await session.receive('starttls', sieveReply(talk.io.limits));
  if (reply.status !== 'OK') throw rejected(session, 'starttls', reply);
  return reply;
}
