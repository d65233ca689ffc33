import type { SmtpPlan } from '../plan.ts';
import type { Connection } from './connection.ts';
import { authenticate } from './login.ts';
import type { Account } from './sasl.ts';

export interface StoredMessage {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
}

export interface SmtpOptions {
  readonly plan: SmtpPlan;
  readonly account: Account;
  /** Addresses that exist here; the others of their domains do not. */
  readonly mailboxes: readonly string[];
  /** The owner of the login may send as this. */
  readonly owner: string;
  /** Refuses mail for its mailboxes. */
  readonly full: boolean;
  store(message: StoredMessage): void;
}

interface State {
  greeted: boolean;
  authenticated: boolean;
  from?: string | undefined;
  to: string[];
}

/** RFC 5321 with STARTTLS, AUTH and PIPELINING, in the words of a common server. */
export async function converseSmtp(connection: Connection, options: SmtpOptions): Promise<void> {
  const { plan } = options;
  const state: State = { greeted: false, authenticated: false, to: [] };
  if (!(await connection.instead('GREETING'))) connection.say(`220 ${plan.host} ESMTP`);
  for (;;) {
    const line = await connection.line();
    const [, verb = '', rest = ''] = /^(\S*)\s*(.*)$/.exec(line) ?? [];
    const command = verb.toUpperCase();
    if (command !== 'AUTH' && (await connection.instead(command))) continue;
    switch (command) {
      case 'EHLO':
        Object.assign(state, { greeted: true, from: undefined, to: [] });
        connection.say(...multiline('250', [plan.host, ...keywords(connection, plan)]));
        break;
      case 'HELO':
        Object.assign(state, { greeted: true, from: undefined, to: [] });
        connection.say(`250 ${plan.host}`);
        break;
      case 'STARTTLS':
        if (connection.encrypted || plan.security !== 'starttls')
          connection.say('502 5.5.1 Error: command not implemented');
        else {
          await connection.startTls('220 2.0.0 Ready to start TLS');
          Object.assign(state, { greeted: false, authenticated: false, from: undefined, to: [] });
        }
        break;
      case 'AUTH':
        await auth(connection, options, state, rest);
        break;
      case 'MAIL':
        connection.say(mail(connection, options, state, rest));
        break;
      case 'RCPT':
        connection.say(rcpt(options, state, rest));
        break;
      case 'DATA':
        await data(connection, options, state);
        break;
      case 'RSET':
        Object.assign(state, { from: undefined, to: [] });
        connection.say('250 2.0.0 Ok');
        break;
      case 'NOOP':
        connection.say('250 2.0.0 Ok');
        break;
      case 'QUIT':
        connection.close('221 2.0.0 Bye');
        break;
      default:
        connection.say('500 5.5.2 Error: command not recognized');
    }
  }
}

const multiline = (code: string, lines: readonly string[]): string[] =>
  lines.map((line, index) => `${code}${index === lines.length - 1 ? ' ' : '-'}${line}`);

function keywords(connection: Connection, plan: SmtpPlan): string[] {
  const upgrade = plan.security === 'starttls' && !connection.encrypted;
  const mechanisms = offeredMechanisms(connection, plan);
  return [
    ...plan.extensions,
    ...(plan.mangled && !connection.encrypted ? ['XXXXXXXA'] : upgrade ? ['STARTTLS'] : []),
    ...(mechanisms.length === 0 ? [] : [`AUTH ${mechanisms.join(' ')}`]),
  ];
}

const offeredMechanisms = (connection: Connection, plan: SmtpPlan): readonly string[] =>
  connection.encrypted || plan.plainTextLogin ? plan.mechanisms : [];

async function auth(connection: Connection, options: SmtpOptions, state: State, rest: string): Promise<void> {
  const { plan, account } = options;
  const offered = offeredMechanisms(connection, plan);
  if (offered.length === 0) {
    connection.say(
      plan.mechanisms.length > 0 && plan.security === 'starttls'
        ? '530 5.7.0 Must issue a STARTTLS command first'
        : '503 5.5.1 Error: authentication not enabled',
    );
    return;
  }
  const [mechanism = '', initial] = rest.split(' ');
  const prompt = (base64: string) => `334 ${base64}`;
  const result = await authenticate(connection, { account, host: plan.host, mechanism, offered, initial, prompt });
  if (result === 'unknown-mechanism') return connection.say('504 5.5.4 Unrecognized authentication type.');
  if (result === 'cancelled') return connection.say('501 5.7.0 Authentication aborted');
  if (await connection.instead('AUTH')) return;
  state.authenticated = result === 'accepted';
  connection.say(
    state.authenticated
      ? '235 2.7.0 Authentication successful'
      : '535 5.7.8 Error: authentication failed: (reason unavailable)',
  );
}

const pathOf = (text: string, keyword: string): string | undefined =>
  new RegExp(`^${keyword}:\\s*<([^>]*)>`, 'i').exec(text)?.[1];

function mail(connection: Connection, options: SmtpOptions, state: State, rest: string): string {
  const { plan } = options;
  const from = pathOf(rest, 'FROM');
  if (!state.greeted) return '503 5.5.1 Error: send HELO/EHLO first';
  if (from === undefined) return '501 5.5.4 Syntax: MAIL FROM:<address>';
  if (plan.submission && !connection.encrypted && plan.security === 'starttls') {
    return '530 5.7.0 Must issue a STARTTLS command first';
  }
  if (plan.submission && !state.authenticated) return '530 5.7.0 Authentication required';
  if (state.authenticated && from !== options.owner) {
    return `553 5.7.1 <${from}>: Sender address rejected: not owned by user ${options.owner}`;
  }
  state.from = from;
  return '250 2.1.0 Ok';
}

function rcpt(options: SmtpOptions, state: State, rest: string): string {
  const to = pathOf(rest, 'TO');
  if (state.from === undefined) return '503 5.5.1 Error: need MAIL command';
  if (to === undefined) return '501 5.5.4 Syntax: RCPT TO:<address>';
  if (state.to.length >= (options.plan.maxRecipients ?? Number.POSITIVE_INFINITY)) {
    return '452 4.5.3 Error: too many recipients';
  }
  const domains = options.mailboxes.map((address) => address.split('@')[1]);
  const local = domains.includes(to.split('@')[1]?.toLowerCase());
  if (!local && !state.authenticated) return `554 5.7.1 <${to}>: Relay access denied`;
  if (local && !options.mailboxes.includes(to.toLowerCase())) {
    return `550 5.1.1 <${to}>: Recipient address rejected: User unknown in local recipient table`;
  }
  if (local && options.full) return `552 5.2.2 <${to}>: Recipient address rejected: Mailbox is full / Quota exceeded`;
  state.to.push(to);
  return '250 2.1.5 Ok';
}

async function data(connection: Connection, options: SmtpOptions, state: State): Promise<void> {
  if (state.from === undefined) return connection.say('503 5.5.1 Error: need MAIL command');
  if (state.to.length === 0) return connection.say('554 5.5.1 Error: no valid recipients');
  connection.say('354 End data with <CR><LF>.<CR><LF>');
  const lines: string[] = [];
  for (let line = await connection.line(); line !== '.'; line = await connection.line()) {
    lines.push(line.startsWith('.') ? line.slice(1) : line);
  }
  if (await connection.instead('END')) return;
  options.store({ from: state.from, to: state.to, text: lines.map((line) => `${line}\r\n`).join('') });
  Object.assign(state, { from: undefined, to: [] });
  connection.say('250 2.0.0 Ok: queued');
}
