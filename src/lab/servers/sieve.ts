import type { SievePlan } from '../plan.ts';
import type { Connection } from './connection.ts';
import { authenticate } from './login.ts';
import type { Account } from './sasl.ts';

export interface SieveOptions {
  readonly plan: SievePlan;
  readonly account: Account;
}

/** ManageSieve (RFC 5804) as far as the login; there are no scripts. */
export async function converseSieve(connection: Connection, options: SieveOptions): Promise<void> {
  const { plan, account } = options;
  const announce = (text: string) => connection.say(...capabilities(connection, plan), `OK "${text}"`);
  if (!(await connection.instead('GREETING'))) announce(`${plan.host} ready.`);
  for (;;) {
    const line = await connection.line();
    const [, verb = '', rest = ''] = /^(\S*)\s*(.*)$/.exec(line) ?? [];
    const command = verb.toUpperCase();
    if (command !== 'AUTHENTICATE' && (await connection.instead(command))) continue;
    switch (command) {
      case 'CAPABILITY':
        announce('Capability completed.');
        break;
      case 'STARTTLS':
        if (connection.encrypted || plan.security !== 'starttls') connection.say('NO "STARTTLS is not available."');
        else {
          await connection.startTls('OK "Begin TLS negotiation now."');
          announce('TLS negotiation successful.');
        }
        break;
      case 'AUTHENTICATE':
        await logIn(connection, plan, account, rest);
        break;
      case 'NOOP':
        connection.say('OK "NOOP completed."');
        break;
      case 'LOGOUT':
        connection.close('OK "Logout completed."');
        break;
      default:
        connection.say('NO "Unknown command."');
    }
  }
}

const offered = (connection: Connection, plan: SievePlan): readonly string[] =>
  connection.encrypted || plan.plainTextLogin ? plan.mechanisms : [];

function capabilities(connection: Connection, plan: SievePlan): string[] {
  return [
    `"IMPLEMENTATION" "${plan.host}"`,
    '"VERSION" "1.0"',
    `"SIEVE" "${plan.extensions.join(' ')}"`,
    `"SASL" "${offered(connection, plan).join(' ')}"`,
    ...(plan.security === 'starttls' && !connection.encrypted ? ['"STARTTLS"'] : []),
  ];
}

async function logIn(connection: Connection, plan: SievePlan, account: Account, rest: string): Promise<void> {
  const quoted = async (text: string): Promise<string> => {
    const literal = /^\{(\d+)\+\}$/.exec(text);
    if (literal === null) return /^"(.*)"$/.exec(text)?.[1] ?? text;
    const bytes = await connection.bytes(Number(literal[1]));
    await connection.line();
    return bytes.toString('utf8');
  };
  const [, mechanism = '', response] = /^"([^"]*)"(?:\s+(.*))?$/.exec(rest) ?? [];
  const result = await authenticate(connection, {
    account,
    host: plan.host,
    mechanism,
    offered: offered(connection, plan),
    initial: response === undefined ? undefined : await quoted(response),
    prompt: (base64) => `"${base64}"`,
    read: async () => quoted(await connection.line()),
  });
  if (result === 'unknown-mechanism') return connection.say('NO "Unsupported authentication mechanism."');
  if (await connection.instead('AUTH')) return;
  connection.say(result === 'accepted' ? 'OK "Logged in."' : 'NO "Authentication failed."');
}
