import type { AuthMethod, ClientSettings, ServerProof, ServerSettings } from '../../model/settings.ts';
import { hostPort } from '../../model/subject.ts';
import { addressProblems, parseMailAddress } from '../../protocols/address.ts';
import { isHostName } from '../../protocols/dns-names.ts';
import { isProblem, type Problem, quoted } from '../problem.ts';
import { type Account, type AccountServer, commandOf, type Login, type SecretReference } from './account.ts';
import type { Client, ClientFile } from './client.ts';
import { warningLine } from './header.ts';

/** What a file for a client is to say. */
export interface Wanted {
  readonly address: string;
  /** What the account is called; default: the domain's first label. */
  readonly label?: string;
  readonly settings: ClientSettings;
  readonly secret?: SecretReference;
  readonly proofs: readonly ServerProof[];
  /** `2026-11-26`. */
  readonly date: string;
  /** Zone lines on how the domain receives mail, for `dns`. */
  readonly receiving?: string;
}

export interface Written {
  readonly file: ClientFile;
  /** What the user has to know or to do beside, a sentence each. */
  readonly remarks: readonly string[];
}

/** Makes the file of a client, or says why it cannot be made. Never in plain text, never with a secret. Pure. */
export function writeSettings(client: Client, wanted: Wanted): Written | Problem {
  const account = toAccount(client, wanted);
  if (isProblem(account)) return account;
  const file = client.write(account);
  if (isProblem(file)) return file;
  const servers = [...account.incoming, ...account.outgoing];
  return {
    file,
    remarks: [...servers.flatMap((server) => warningLine(client, server)), ...secretRemarks(client, account, wanted)],
  };
}

/** Controls, marks that turn the direction of text, letters that nobody sees, halves of surrogate pairs. */
const hostile = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u3164\uffa0]|[\ufe00-\ufe0f]/u;
const longestName = 255;
const longestCommand = 1000;

function toAccount(client: Client, wanted: Wanted): Account | Problem {
  const address = hostile.test(wanted.address)
    ? ({ problem: 'control-character' } as const)
    : parseMailAddress(wanted.address);
  if ('problem' in address) return { problem: `the address cannot be used: ${addressProblems[address.problem]}.` };
  const label = wanted.label ?? (address.domain.split('.')[0] as string);
  if (!/^[a-z0-9_-]{1,64}$/.test(label)) {
    return {
      problem: `--name ${quoted(label)}: only lower-case letters, digits, - and _ can name an account.`,
      wayOut: 'For example: --name work',
    };
  }
  const secret = secretFor(client, label, wanted.secret);
  if (secret !== undefined && isProblem(secret)) return secret;
  // Who is not said to log in otherwise logs in by the address as it is written elsewhere in the file.
  const about = { ...wanted, address: address.address };
  const incoming = client.incoming.length === 0 ? [] : chosen(client, about, wanted.settings.incoming, 'incoming');
  if (isProblem(incoming)) return incoming;
  const outgoing = client.outgoing ? chosen(client, about, wanted.settings.outgoing, 'outgoing') : [];
  if (isProblem(outgoing)) return outgoing;
  return {
    ...{ address, label, incoming, outgoing, proofs: wanted.proofs, date: wanted.date },
    ...(secret === undefined ? {} : { secret }),
    ...(wanted.receiving === undefined ? {} : { receiving: wanted.receiving }),
  };
}

/** The servers that the client can use, TLS from the start first where it lists them or cannot demand STARTTLS. */
function chosen(
  client: Client,
  wanted: Wanted,
  given: readonly ServerSettings[],
  side: 'incoming' | 'outgoing',
): AccountServer[] | Problem {
  const types = side === 'incoming' ? client.incoming : ['smtp'];
  const known = types.flatMap((type) => given.filter((one) => one.type === type));
  if (known.length === 0) {
    const options = side === 'incoming' ? client.incoming.map((type) => `--${type} HOST`).join(' or ') : '--smtp HOST';
    return { problem: `${client.title} needs an ${side} server.`, wayOut: `Name it: ${options}` };
  }
  const safe = known.filter(({ security }) => security !== 'none');
  if (safe.length === 0) {
    return {
      problem: `${hostPort(known[0]!.host, known[0]!.port)} would be used in plain text, which is never written.`,
      wayOut: 'Name a port with TLS: 993, 995 or 465.',
    };
  }
  const strong = safe.filter(({ security }) => security === 'tls');
  if (client.startTls === 'refused' && strong.length === 0) {
    return {
      problem: `${client.title} cannot be told that STARTTLS is required.`,
      wayOut: 'Name a port with TLS from the start: 993 or 995.',
    };
  }
  const ordered =
    client.startTls === 'required' && client.servers === 'first'
      ? safe
      : [...strong, ...(client.startTls === 'refused' ? [] : safe.filter((one) => !strong.includes(one)))];
  const servers: AccountServer[] = [];
  for (const one of client.servers === 'first' ? ordered.slice(0, 1) : ordered) {
    const server = toServer(client, wanted, one);
    if (isProblem(server)) return server;
    servers.push(server);
  }
  return servers;
}

function toServer(client: Client, wanted: Wanted, given: ServerSettings): AccountServer | Problem {
  const { type, host, port, security, auth, username = wanted.address } = given;
  if (!isHostName(host)) {
    return {
      problem: `${quoted(host)}: a server is written by its name, which its certificate has to show.`,
      wayOut: 'Name the host: imap.example.org',
    };
  }
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    return { problem: `${host}: ${addressProblems['bad-port']}.` };
  const unusable =
    troubleOf(username, longestName) ?? (username === username.trim() ? undefined : 'has a blank at an end');
  if (unusable !== undefined) return { problem: `the user name ${unusable}.` };
  const login = loginBy(auth, client, wanted.secret?.kind);
  if (login === undefined) {
    return {
      problem: `${client.title} has no way to log in at ${host}, which takes ${auth.join(', ')}.`,
      wayOut:
        client.logins.includes('access-token') && auth.includes('oauth2')
          ? 'Say where a token comes from: --access-token-command COMMAND'
          : 'Choose a client that has one.',
    };
  }
  return { type, host, port, security: security === 'tls' ? 'tls' : 'starttls', username, login, auth };
}

const byPassword: readonly AuthMethod[] = ['app-password', 'password-cleartext', 'password-encrypted'];
const byNothing: readonly AuthMethod[] = ['none', 'client-ip-address'];

/** How the client gets in, by what the server takes: a token where one was named, else a password. */
function loginBy(auth: readonly AuthMethod[], { logins, secret }: Client, kind: SecretReference['kind'] | undefined) {
  const takes: Login[] = [
    ...(auth.length === 0 || auth.some((one) => byPassword.includes(one)) ? (['password'] as const) : []),
    ...(auth.length === 0 || auth.includes('oauth2') ? (['access-token'] as const) : []),
    ...(auth.length === 0 || auth.some((one) => byNothing.includes(one)) ? (['none'] as const) : []),
  ];
  const wishes: readonly Login[] =
    kind === 'access-token'
      ? ['access-token', 'none']
      : secret === 'asked'
        ? ['password', 'access-token', 'none']
        : ['password', 'none'];
  return wishes.find((one) => takes.includes(one) && logins.includes(one));
}

/** The reference as the client's file can name it. */
function secretFor(client: Client, label: string, given: SecretReference | undefined) {
  if (given?.from === 'env' && !/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(given.name)) {
    return {
      problem: 'the variable for the secret has a name that no shell takes.',
      wayOut: 'For example: MAIL_PASSWORD',
    };
  }
  const unusable =
    given?.from === 'command' ? troubleOf(given.command.trim() && given.command, longestCommand) : undefined;
  if (unusable !== undefined) return { problem: `the command for the secret ${unusable}.` };
  const kind = given?.kind ?? 'password';
  if (client.secret === 'asked' || client.secret === 'command-or-asked') return given;
  if (client.secret === 'command') {
    const command = given === undefined ? `secret-tool lookup service ${label}` : commandOf({ secret: given });
    return { kind, from: 'command', command } as const;
  }
  return { kind, from: 'env', name: given?.from === 'env' ? given.name : client.secret.variable } as const;
}

/** What is wrong with a text, whatever the format. */
function troubleOf(text: string, longest: number): string | undefined {
  if (text === '') return 'is empty';
  if (text.length > longest) return `is longer than ${longest} characters`;
  return hostile.test(text) ? 'has a control or invisible character in it' : undefined;
}

function secretRemarks({ secret, title }: Client, account: Account, { secret: given }: Wanted): string[] {
  const needed = [...account.incoming, ...account.outgoing].some(({ login }) => login !== 'none');
  if (!needed) return [];
  if (secret === 'command' && given === undefined) {
    const store = `secret-tool store --label='Mail of ${account.label}' service ${account.label}`;
    return [`Keep the password where ${title} will look for it: ${store}`];
  }
  if (typeof secret === 'object' && given?.from !== 'env') {
    const value = given === undefined ? '…' : `"$(${given.command})"`;
    return [`Set the variable that ${title} will read: ${secret.variable}=${value}`];
  }
  if (secret === 'asked' && given !== undefined) {
    return [`${title} asks for the password by itself: its file names neither a command nor a variable.`];
  }
  return [];
}
