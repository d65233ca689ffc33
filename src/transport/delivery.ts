import { randomUUID } from 'node:crypto';
import { Failed, type Stage } from '../model/failure.ts';
import { defaultLimits } from '../model/limits.ts';
import type { ServerReply } from '../model/reply.ts';
import type { Session } from '../model/session.ts';
import { smtpReply } from '../protocols/smtp/reply.ts';
import { lineBytes } from './line-bytes.ts';
import { codeOf, inWords, socketFailure } from './socket-failure.ts';
import { socketOf } from './socket-of.ts';
import { within } from './within.ts';

export interface TestMessage {
  /** Envelope sender and From; `''` is the null reverse-path. */
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** With angle brackets; default: a random one of the sender's domain. */
  readonly messageId?: string;
  /** The name for EHLO; an address literal where there is none. */
  readonly helo?: string;
  /** For everything together. Default 60 s. */
  readonly deadlineMs?: number;
}

export interface Delivered {
  readonly messageId: string;
  readonly accepted: readonly string[];
  readonly rejected: readonly { readonly address: string; readonly reply: string }[];
  /** The server's last reply. */
  readonly reply: string;
}

/** What nodemailer hangs on its errors, as far as it is read. */
interface SmtpError {
  readonly code?: string;
  readonly command?: string;
  readonly response?: string | false;
  readonly recipient?: string;
}

/**
 * Sends one message over a session that is logged in already, and ends the session. Security and login are the
 * session's: nodemailer falls back to plain text in cases of its own, so it gets a socket and never a password.
 * Throws `Failed`.
 */
export async function deliver(session: Session, message: TestMessage): Promise<Delivered> {
  const [{ default: SMTPConnection }, { default: MailComposer }] = await Promise.all([
    import('nodemailer/lib/smtp-connection'),
    import('nodemailer/lib/mail-composer'),
  ]);
  const deadlineMs = message.deadlineMs ?? 60_000;
  const messageId = message.messageId ?? `<${randomUUID()}@${domainOf(message.from)}>`;
  // Addresses end up in commands; whatever could be a second command is refused here.
  for (const text of [message.from, ...message.to, message.helo ?? '', messageId, message.subject]) lineBytes(text);
  const content = await new MailComposer({
    from: message.from === '' ? 'MAILER-DAEMON' : message.from,
    to: [...message.to],
    subject: message.subject,
    text: message.text,
    messageId,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();

  const socket = socketOf(session, 'data', '220 ready\r\n');
  const connection = new SMTPConnection({
    connection: socket,
    secure: true,
    secured: true,
    ignoreTLS: true,
    name: message.helo ?? '[127.0.0.1]',
    connectionTimeout: deadlineMs,
    greetingTimeout: deadlineMs,
    socketTimeout: deadlineMs,
    maxResponseSize: defaultLimits.reply,
    logger: false,
  });
  const envelope = { from: message.from === '' ? (false as const) : message.from, to: [...message.to] };
  const startedAt = performance.now();
  const send = () =>
    new Promise<Sent>((resolve, reject) => {
      connection.on('error', reject);
      connection.once('end', () => reject(Object.assign(new Error('closed'), { code: 'CLOSED' })));
      connection.connect(() => {
        connection.send(envelope, content, (error, info) => (error ? reject(error) : resolve(info as Sent)));
      });
    });
  try {
    const sent = await within(deadlineMs, 'data', () => connection.close(), send);
    connection.quit();
    session.note(`${messageId}: ${sent.response}`);
    const rejected = (sent.rejectedErrors ?? []).map((error) => ({
      address: error.recipient ?? '',
      reply: error.response || '',
    }));
    return { messageId, accepted: sent.accepted, rejected, reply: sent.response };
  } catch (error) {
    connection.close();
    const failed = error instanceof Failed ? error : failedBy(error as SmtpError, performance.now() - startedAt);
    session.note(inWords(failed.failure), false);
    throw failed;
  }
}

interface Sent {
  readonly accepted: readonly string[];
  readonly rejectedErrors?: readonly SmtpError[] | undefined;
  readonly response: string;
}

const stages: readonly (readonly [RegExp, Stage])[] = [
  [/^MAIL/, 'mail'],
  [/^RCPT/, 'rcpt'],
];

function failedBy(error: SmtpError, afterMs: number): Failed {
  const stage = stages.find(([command]) => command.test(error.command ?? ''))?.[1] ?? 'data';
  const reply = error.response ? parseReply(error.response) : undefined;
  if (reply !== undefined) return new Failed({ kind: 'rejected', stage, reply });
  const code = codeOf(error);
  if (code === 'EPROTOCOL') return new Failed({ kind: 'violation', stage, violation: 'malformed-reply' });
  return new Failed(socketFailure(stage, code, afterMs));
}

/** The reply as nodemailer kept it: its lines joined by LF. */
function parseReply(response: string): ServerReply | undefined {
  const parser = smtpReply(defaultLimits);
  for (const line of response.split(/\r?\n/)) {
    const step = parser.line(line);
    if ('done' in step) {
      const { lines: _lines, ...reply } = step.done;
      return reply;
    }
    if ('violation' in step) return undefined;
  }
  return undefined;
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1) || 'localhost.invalid';
