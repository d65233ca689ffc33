import type { Failure } from '../../model/failure.ts';
import { defineProbe, type Probe, type ProbeRun } from '../../model/probe.ts';
import type { ServerReply } from '../../model/reply.ts';
import type { ReplyParser } from '../../model/reply-parser.ts';
import type { Session } from '../../model/session.ts';
import type { Endpoint, Protocol } from '../../model/subject.ts';
import { imapGreeting } from '../../protocols/imap/reply.ts';
import { pop3Reply } from '../../protocols/pop3/reply.ts';
import { sieveReply } from '../../protocols/sieve/reply.ts';
import { smtpReply } from '../../protocols/smtp/reply.ts';
import { receiveGreeting } from '../conversation/open.ts';
import type { Talk } from '../conversation/talk.ts';
import { connect, greeting, type OtherMode, otherMode, tlsSession } from '../facts/mail.ts';

/**
 * When an endpoint connects but neither TLS nor a greeting comes about, tries the other TLS mode once on a new
 * connection: the change that helps is the diagnosis. No credentials are near.
 */
export const otherTlsMode = (talk: Talk): Probe<'endpoint'> =>
  defineProbe({
    id: 'experiment/other-tls-mode',
    on: 'endpoint',
    effect: 'connect',
    needs: [connect],
    after: [greeting, tlsSession],
    yields: [otherMode],
    async run(at, run) {
      const failure = failureOf(run, at);
      if (failure === undefined || !suggestsOtherMode(at, failure)) return run.skip(otherMode, 'not-applicable');
      await run.stage(otherMode, () => tryOther(talk, at, run));
    },
  });

function failureOf(run: ProbeRun, at: Endpoint): Failure | undefined {
  for (const fact of at.security === 'tls' ? [tlsSession, greeting] : [greeting]) {
    const outcome = run.outcome<unknown>(fact, at);
    if (outcome?.status === 'failed') return outcome.failure;
  }
  return undefined;
}

const suggestsOtherMode = (at: Endpoint, failure: Failure): boolean =>
  at.security === 'tls'
    ? (failure.kind === 'tls' && (failure.reason === 'not-tls' || failure.reason === 'closed')) ||
      failure.kind === 'timeout' ||
      failure.kind === 'closed' ||
      failure.kind === 'reset'
    : failure.kind === 'timeout' ||
      failure.kind === 'closed' ||
      failure.kind === 'reset' ||
      (failure.kind === 'wrong-service' && failure.service === 'tls');

async function tryOther(talk: Talk, at: Endpoint, run: ProbeRun): Promise<OtherMode> {
  const security = at.security === 'tls' ? 'starttls' : 'tls';
  const session: Session = await talk.io.dialer.connect({
    host: at.host,
    ip: at.ip,
    port: at.port,
    journal: run.journal,
    signal: run.signal,
  });
  try {
    const tls = security === 'tls' ? await session.startTls('tls') : undefined;
    const greeted = await receiveGreeting(talk, { ...at, security }, session, greetingParser(talk, at.protocol));
    const isWelcome = greeted.status === '220' || greeted.status === 'OK' || greeted.status === '+OK';
    // Inside TLS a server that sends us away speaks in this mode; in plain text it may do so before TLS.
    const works = tls !== undefined || isWelcome;
    return { security, works, saw: tls === undefined ? `${greeted.status} ${greeted.text}` : tls.version };
  } finally {
    session.close();
  }
}

function greetingParser(talk: Talk, protocol: Protocol): ReplyParser<ServerReply> {
  switch (protocol) {
    case 'smtp':
      return smtpReply(talk.io.limits);
    case 'imap':
      return imapGreeting(talk.io.limits);
    case 'pop3':
      return pop3Reply(talk.io.limits, { multiline: false });
    case 'sieve':
      return sieveReply(talk.io.limits);
  }
}
