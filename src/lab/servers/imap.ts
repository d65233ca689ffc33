import type { ImapPlan, MailboxPlan } from '../plan.ts';
import type { Connection } from './connection.ts';
import { type ImapCommand, readCommand, textOf, wordsOf } from './imap-command.ts';
import { find, list, lsub, quota, select, status, subscribe } from './imap-folders.ts';
import { authenticate } from './login.ts';
import { type Account, isRightPassword } from './sasl.ts';

export interface ImapOptions {
  readonly plan: ImapPlan;
  readonly account: Account;
  /** Shared by all conversations of a world. */
  readonly mailbox: MailboxPlan;
}

interface State {
  authenticated: boolean;
  selected: boolean;
}

/** RFC 3501 as far as folders; messages cannot be read or changed. */
export async function converseImap(connection: Connection, options: ImapOptions): Promise<void> {
  const { plan } = options;
  const state: State = { authenticated: false, selected: false };
  const greeting = `* OK [CAPABILITY ${capabilities(connection, plan, state)}] ${plan.host} ready.`;
  if (!(await connection.instead('GREETING'))) connection.say(greeting);
  for (;;) {
    const command = await readCommand(connection);
    const { tag, name } = command;
    const isLogin = name === 'AUTHENTICATE' || name === 'LOGIN';
    if (!isLogin && (await connection.instead(name, tag))) continue;
    if (name === 'LOGOUT') connection.close('* BYE Logging out', `${tag} OK Logout completed.`);
    else if (name === 'STARTTLS') await startTls(connection, plan, command, state);
    else if (isLogin && !state.authenticated) await logIn(connection, options, command, state);
    else {
      const { untagged, done } = answer(connection, options, command, state);
      connection.say(...untagged, `${tag} ${done}`);
    }
  }
}

const mayLogIn = (connection: Connection, plan: ImapPlan): boolean => connection.encrypted || plan.plainTextLogin;

function capabilities(connection: Connection, plan: ImapPlan, state: State): string {
  const before = ['IMAP4rev1', 'SASL-IR', 'LITERAL+', 'ID', 'ENABLE'];
  if (state.authenticated) return [...before, ...plan.capabilities].join(' ');
  return [
    ...before,
    ...(plan.security === 'starttls' && !connection.encrypted ? ['STARTTLS'] : []),
    ...(mayLogIn(connection, plan) ? plan.mechanisms.map((name) => `AUTH=${name}`) : []),
    ...(mayLogIn(connection, plan) && plan.loginCommand ? [] : ['LOGINDISABLED']),
  ].join(' ');
}

async function startTls(connection: Connection, plan: ImapPlan, { tag }: ImapCommand, state: State): Promise<void> {
  if (connection.encrypted || plan.security !== 'starttls') {
    return connection.say(`${tag} BAD Error in IMAP command STARTTLS: Unknown command.`);
  }
  await connection.startTls(`${tag} OK Begin TLS negotiation now.`);
  Object.assign(state, { authenticated: false, selected: false });
}

async function logIn(connection: Connection, options: ImapOptions, command: ImapCommand, state: State): Promise<void> {
  const { plan, account } = options;
  const { tag, args } = command;
  const verdict = async (accepted: boolean) => {
    if (await connection.instead('AUTH', tag)) return;
    state.authenticated = accepted;
    connection.say(
      accepted
        ? `${tag} OK [CAPABILITY ${capabilities(connection, plan, state)}] Logged in`
        : `${tag} NO [AUTHENTICATIONFAILED] Authentication failed.`,
    );
  };
  if (command.name === 'LOGIN') {
    const [user, password] = [textOf(args[0]), textOf(args[1])];
    connection.login(`${user} ${password}`);
    if (mayLogIn(connection, plan) && plan.loginCommand) return verdict(isRightPassword(account, user, password));
    return connection.say(
      '* BAD [ALERT] Plaintext authentication not allowed without SSL/TLS, but your client did it anyway.',
      `${tag} NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.`,
    );
  }
  const result = await authenticate(connection, {
    account,
    host: plan.host,
    mechanism: textOf(args[0]),
    offered: mayLogIn(connection, plan) ? plan.mechanisms : [],
    initial: args[1] === undefined ? undefined : textOf(args[1]),
    prompt: (base64) => `+ ${base64}`,
  });
  if (result === 'unknown-mechanism') connection.say(`${tag} NO Unsupported authentication mechanism.`);
  else if (result === 'cancelled') connection.say(`${tag} BAD Authentication aborted by client.`);
  else await verdict(result === 'accepted');
}

function answer(
  connection: Connection,
  options: ImapOptions,
  { name, args }: ImapCommand,
  state: State,
): { readonly untagged: readonly string[]; readonly done: string } {
  const { plan, mailbox } = options;
  const ok = (untagged: readonly string[] = [], code = '') => ({ untagged, done: `OK ${code}${name} completed.` });
  const no = (text: string) => ({ untagged: [], done: `NO ${text}` });
  switch (name) {
    case 'CAPABILITY':
      return ok([`* CAPABILITY ${capabilities(connection, plan, state)}`]);
    case 'NOOP':
      return ok();
    case 'ID':
      return ok(['* ID NIL']);
  }
  if (!state.authenticated) return { untagged: [], done: 'BAD Please log in first.' };
  const folder = find(mailbox, textOf(args[0]));
  const missing = no(`[NONEXISTENT] Mailbox doesn't exist: ${textOf(args[0])}`);
  switch (name) {
    case 'ENABLE':
      return ok(['* ENABLED']);
    case 'NAMESPACE':
      return ok([`* NAMESPACE (("${mailbox.prefix}" "${mailbox.delimiter}")) NIL NIL`]);
    case 'LIST':
      return ok(list(mailbox, args, plan.capabilities.includes('SPECIAL-USE')));
    case 'LSUB':
      return ok(lsub(mailbox, args));
    case 'GETQUOTAROOT':
      return ok(quota(mailbox, true));
    case 'GETQUOTA':
      return ok(quota(mailbox, false));
    case 'STATUS':
      return folder === undefined ? missing : ok([status(mailbox, folder, wordsOf(args[1]))]);
    case 'SELECT':
    case 'EXAMINE':
      state.selected = folder !== undefined;
      if (folder === undefined) return missing;
      return ok(select(mailbox, folder), name === 'SELECT' ? '[READ-WRITE] ' : '[READ-ONLY] ');
    case 'CLOSE':
    case 'UNSELECT':
      if (!state.selected) return { untagged: [], done: 'BAD No mailbox selected.' };
      state.selected = false;
      return ok();
    case 'SUBSCRIBE':
    case 'UNSUBSCRIBE':
      return subscribe(mailbox, textOf(args[0]), name === 'SUBSCRIBE') ? ok() : missing;
    case 'CREATE':
      if (folder !== undefined) return no('[ALREADYEXISTS] Mailbox already exists');
      if (!textOf(args[0]).startsWith(mailbox.prefix)) return no('[CANNOT] Invalid mailbox name: prefix missing');
      mailbox.folders.push({ name: textOf(args[0]), subscribed: false });
      return ok();
    default:
      return { untagged: [], done: 'BAD Unknown command.' };
  }
}
