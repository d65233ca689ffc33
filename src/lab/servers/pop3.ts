import type { Pop3Plan } from '../plan.ts';
import type { Connection } from './connection.ts';
import { authenticate } from './login.ts';
import { type Account, isRightPassword } from './sasl.ts';

export interface Pop3Options {
  readonly plan: Pop3Plan;
  readonly account: Account;
  /** Sizes of the messages. */
  readonly messages: readonly number[];
}

/** RFC 1939 with CAPA, STLS and AUTH (RFC 2449, 2595, 5034). Nothing can be read or deleted. */
export async function conversePop3(connection: Connection, options: Pop3Options): Promise<void> {
  const { plan, account, messages } = options;
  const state = { authenticated: false, user: '', listings: 0 };
  const mayLogIn = () => connection.encrypted || plan.plainTextLogin;
  const verdict = async (accepted: boolean) => {
    if (await connection.instead('AUTH')) return;
    state.authenticated = accepted;
    connection.say(accepted ? '+OK Logged in.' : '-ERR [AUTH] Authentication failed.');
  };
  if (!(await connection.instead('GREETING'))) connection.say(`+OK ${plan.host} ready.`);
  for (;;) {
    const line = await connection.line();
    const [, verb = '', rest = ''] = /^(\S*)\s?(.*)$/.exec(line) ?? [];
    const command = verb.toUpperCase();
    if (command !== 'AUTH' && (await connection.instead(command))) continue;
    switch (command) {
      case 'CAPA':
        connection.say('+OK', ...capabilities(connection, plan), '.');
        break;
      case 'STLS':
        if (connection.encrypted || plan.security !== 'starttls') connection.say('-ERR Unknown command.');
        else {
          await connection.startTls('+OK Begin TLS negotiation now.');
          Object.assign(state, { authenticated: false, user: '' });
        }
        break;
      case 'USER':
        state.user = rest;
        connection.say(
          mayLogIn() && plan.loginCommand
            ? '+OK'
            : '-ERR [AUTH] Plaintext authentication disallowed on non-secure connections.',
        );
        break;
      case 'PASS':
        connection.login(rest);
        await verdict(mayLogIn() && plan.loginCommand && isRightPassword(account, state.user, rest));
        break;
      case 'AUTH': {
        const [mechanism = '', initial] = rest.split(' ');
        const offered = mayLogIn() ? plan.mechanisms : [];
        const prompt = (base64: string) => `+ ${base64}`;
        const result = await authenticate(connection, {
          account,
          host: plan.host,
          mechanism,
          offered,
          initial,
          prompt,
        });
        if (result === 'unknown-mechanism') connection.say('-ERR Unsupported authentication mechanism.');
        else if (result === 'cancelled') connection.say('-ERR Authentication aborted by client.');
        else await verdict(result === 'accepted');
        break;
      }
      case 'STAT':
      case 'LIST':
      case 'UIDL':
        if (state.authenticated)
          connection.say(...listing(command, messages, plan.unstableUidl ? ++state.listings : 0));
        else connection.say('-ERR Unknown command.');
        break;
      case 'NOOP':
        connection.say('+OK');
        break;
      case 'QUIT':
        connection.close('+OK Logging out.');
        break;
      default:
        connection.say('-ERR Unknown command.');
    }
  }
}

function capabilities(connection: Connection, plan: Pop3Plan): string[] {
  const open = connection.encrypted || plan.plainTextLogin;
  return [
    ...plan.capabilities,
    ...(plan.security === 'starttls' && !connection.encrypted ? ['STLS'] : []),
    ...(open && plan.loginCommand ? ['USER'] : []),
    ...(open && plan.mechanisms.length > 0 ? [`SASL ${plan.mechanisms.join(' ')}`] : []),
  ];
}

/** `generation` goes into the unique ids. */
function listing(command: 'STAT' | 'LIST' | 'UIDL', messages: readonly number[], generation: number): string[] {
  const total = messages.reduce((sum, size) => sum + size, 0);
  if (command === 'STAT') return [`+OK ${messages.length} ${total}`];
  const lines = messages.map((size, index) =>
    command === 'LIST' ? `${index + 1} ${size}` : `${index + 1} ${uniqueId(index + 1, generation)}`,
  );
  return [command === 'LIST' ? `+OK ${messages.length} messages` : '+OK', ...lines, '.'];
}

const uniqueId = (number: number, generation: number): string =>
  `${number.toString(16).padStart(8, '0')}${(0x65a1b2c3 + generation).toString(16)}`;
