import { Failed } from '../../model/failure.ts';
import type { ProbeRun } from '../../model/probe.ts';
import type { ReplyParser } from '../../model/reply-parser.ts';
import type { Session } from '../../model/session.ts';
import type { Endpoint } from '../../model/subject.ts';
import { standardSecurity } from '../../protocols/ports.ts';
import { recogniseService } from '../../protocols/recognise.ts';
import { connect, tlsSession } from '../facts/mail.ts';
import type { Talk } from './talk.ts';

/** A plain greeting is not waited for any longer at a port that speaks TLS from the start by standard. */
const mutePortMs = 5_000;

/** Connects. The stage is recorded; the session lives on. */
export async function open(talk: Talk, at: Endpoint, run: ProbeRun): Promise<Session> {
  let session: Session | undefined;
  await run.stage(connect, async () => {
    const startedAt = performance.now();
    session = await talk.io.dialer.connect({
      host: at.host,
      ip: at.ip,
      port: at.port,
      journal: run.journal,
      signal: run.signal,
    });
    return { ms: Math.round(performance.now() - startedAt) };
  });
  return session as Session;
}

/** The TLS handshake as a stage of its own. */
export const secure = (run: ProbeRun, session: Session) => run.stage(tlsSession, () => session.startTls('tls'));

/** Reads a greeting; that of another protocol is a failure of its own kind, whatever the parser makes of it. */
export async function receiveGreeting<T>(
  talk: Talk,
  at: Endpoint,
  session: Session,
  parser: ReplyParser<T>,
): Promise<T> {
  const patience =
    at.security !== 'tls' && standardSecurity(at.protocol, at.port) === 'tls'
      ? Math.min(mutePortMs, talk.io.limits.greetingMs)
      : talk.io.limits.greetingMs;
  const greeted = await session.receive('greeting', watchForOthers(at, parser), { deadlineMs: patience });
  if ('foreign' in greeted) {
    session.unexpected();
    throw new Failed({
      kind: 'wrong-service',
      stage: 'greeting',
      service: greeted.foreign,
      received: greeted.received,
    });
  }
  return greeted.own;
}

interface Foreign {
  readonly foreign: ReturnType<typeof recogniseService>;
  readonly received: string;
}
type Greeted<T> = { readonly own: T } | Foreign;

function foreign(at: Endpoint, received: string): Foreign | undefined {
  const service = recogniseService(received);
  return service === 'unknown' || service === at.protocol ? undefined : { foreign: service, received };
}

function watchForOthers<T>(at: Endpoint, parser: ReplyParser<T>): ReplyParser<Greeted<T>> {
  let first = true;
  const wrap = (step: ReturnType<ReplyParser<T>['line']>) => ('done' in step ? { done: { own: step.done } } : step);
  const literal = parser.literal?.bind(parser);
  return {
    maxLine: parser.maxLine,
    maxReply: parser.maxReply,
    maxLines: parser.maxLines,
    maxLiteral: parser.maxLiteral,
    line(text) {
      if (first) {
        first = false;
        const other = foreign(at, text);
        if (other !== undefined) return { done: other };
      }
      return wrap(parser.line(text));
    },
    ...(literal === undefined ? {} : { literal: (bytes: Uint8Array) => wrap(literal(bytes)) }),
    unfinished: (bytes) => foreign(at, Buffer.from(bytes).toString('latin1')),
  };
}

/** Nothing may have been said that was not asked for (RFC 5321 3.1, RFC 1939 3: one reply a command). */
export function expectQuiet(session: Session, stage: 'capabilities' | 'starttls' | 'auth' | 'mail' | 'mailbox'): void {
  if (session.buffered > 0) throw new Failed({ kind: 'violation', stage, violation: 'unsolicited-reply' });
}
