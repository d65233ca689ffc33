import { Failed } from '../model/failure.ts';
import { defaultLimits } from '../model/limits.ts';
import type { Session } from '../model/session.ts';
import { lineBytes } from './line-bytes.ts';
import { codeOf, socketFailure } from './socket-failure.ts';
import { socketOf } from './socket-of.ts';
import { within } from './within.ts';

/** Folders of an account that is logged in. Names are decoded and whole; nothing is put in front of them. */
export interface Mailbox {
  /** Counts of a folder, without opening it. */
  status(folder: string): Promise<FolderState>;
  /** Opens a folder for reading only (EXAMINE). */
  examine(folder: string): Promise<FolderState>;
  subscribe(folder: string): Promise<void>;
  unsubscribe(folder: string): Promise<void>;
  /** @returns false when the folder was there already. imapflow subscribes to a folder that it makes. */
  create(folder: string): Promise<boolean>;
}

export interface FolderState {
  readonly messages: number;
  readonly unseen?: number;
  readonly uidNext: number;
  readonly uidValidity: string;
}

interface Counts {
  readonly messages?: number | undefined;
  readonly unseen?: number | undefined;
  readonly uidNext?: number | undefined;
  readonly uidValidity?: bigint | undefined;
}

/** What imapflow hangs on its errors, as far as it is read. */
interface ImapError {
  readonly responseStatus?: string;
  readonly responseText?: string;
  readonly serverResponseCode?: string;
  /** What the server sent, parsed; or the refusal, where the error itself is imapflow's conclusion from it. */
  readonly response?: unknown;
}

/**
 * Works on mailboxes over a session that is logged in already, and ends the session. Security and login are the
 * session's: imapflow can send passwords in plain text, so it gets a socket and never a password.
 * @param deadlineMs for everything together
 * Throws `Failed` with stage `mailbox`.
 */
export async function withMailbox<T>(
  session: Session,
  work: (mailbox: Mailbox) => Promise<T>,
  deadlineMs = 60_000,
): Promise<T> {
  const { ImapFlow } = await import('imapflow');
  /** imapflow tells the reason of a refusal to its logger only. */
  let refusal: ImapError | undefined;
  const hear = (entry: unknown): void => {
    const error = (entry as { err?: ImapError } | null)?.err;
    const told = [error, error?.response as ImapError | undefined].find((one) => one?.responseStatus !== undefined);
    if (told !== undefined) refusal = told;
  };
  const ignore = (): void => {};
  const client = new ImapFlow({
    host: 'session.invalid',
    port: 993,
    secure: true,
    transport: {
      connect(_options, onConnect) {
        const socket = socketOf(session, 'mailbox', '* PREAUTH ready\r\n');
        setImmediate(onConnect);
        return socket;
      },
    },
    disableAutoEnable: true,
    disableAutoIdle: true,
    disableCompression: true,
    clientInfo: { name: 'mailcheck' },
    connectionTimeout: deadlineMs,
    greetingTimeout: deadlineMs,
    socketTimeout: deadlineMs,
    maxLineLength: defaultLimits.imapLine,
    maxLiteralSize: defaultLimits.literal,
    maxResponseSize: 1024 * 1024,
    logger: { trace: ignore, debug: ignore, info: ignore, warn: hear, error: hear },
  });
  client.on('error', ignore);
  const startedAt = performance.now();

  /** Every refusal is a `Failed` with the server's words, whether imapflow throws or only says false. */
  const ask = async <R>(
    folder: string,
    command: (path: string) => Promise<R>,
  ): Promise<Exclude<R, false | undefined>> => {
    lineBytes(folder);
    refusal = undefined;
    try {
      const result = await command(folder);
      if (result !== false && result !== undefined) return result as Exclude<R, false | undefined>;
    } catch (error) {
      hear({ err: error });
      if (refusal === undefined)
        throw new Failed(socketFailure('mailbox', codeOf(error), performance.now() - startedAt));
    }
    throw rejected(refusal);
  };
  const state = (from: Counts): FolderState => ({
    messages: from.messages ?? 0,
    ...(from.unseen === undefined ? {} : { unseen: from.unseen }),
    uidNext: from.uidNext ?? 0,
    uidValidity: String(from.uidValidity ?? ''),
  });
  const mailbox: Mailbox = {
    status: async (folder) =>
      state(
        await ask(folder, (path) =>
          client.status(path, { messages: true, unseen: true, uidNext: true, uidValidity: true }),
        ),
      ),
    async examine(folder) {
      const { exists, uidNext, uidValidity } = await ask(folder, (path) =>
        client.mailboxOpen(path, { readOnly: true }),
      );
      return state({ messages: exists, uidNext, uidValidity });
    },
    subscribe: async (folder) => void (await ask(folder, (path) => client.mailboxSubscribe(path))),
    unsubscribe: async (folder) => void (await ask(folder, (path) => client.mailboxUnsubscribe(path))),
    create: async (folder) => (await ask(folder, (path) => client.mailboxCreate(path))).created === true,
  };

  try {
    return await within(
      deadlineMs,
      'mailbox',
      () => client.close(),
      async () => {
        await client.connect().catch((error: unknown) => {
          throw new Failed(socketFailure('mailbox', codeOf(error), performance.now() - startedAt));
        });
        // imapflow would put the personal namespace in front of names that are whole already.
        if (client.namespace) client.namespace.prefix = '';
        const result = await work(mailbox);
        // The result stands, whatever the server makes of LOGOUT.
        await client.logout().catch(ignore);
        return result;
      },
    );
  } finally {
    client.close();
  }
}

function rejected(refusal: ImapError | undefined): Failed {
  if (refusal?.responseStatus === undefined) return new Failed({ kind: 'closed', stage: 'mailbox' });
  const { responseStatus: status, responseText: text = '' } = refusal;
  const code = refusal.serverResponseCode ?? responseCode(refusal.response);
  const reply = { protocol: 'imap' as const, status, ...(code === undefined ? {} : { code }), text };
  return new Failed({ kind: 'rejected', stage: 'mailbox', reply });
}

/** After STATUS, imapflow leaves the response code where its parser put it. */
function responseCode(response: unknown): string | undefined {
  const { attributes } = (response ?? {}) as { attributes?: readonly { section?: readonly { value?: unknown }[] }[] };
  const code = attributes?.[0]?.section?.[0]?.value;
  return typeof code === 'string' ? code.toUpperCase() : undefined;
}
