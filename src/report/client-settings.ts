import type { AuthMethod, PublishedServer, ServerSettings } from '../model/settings.ts';
import { hostPort, type Security } from '../model/subject.ts';
import { forTerminal } from './encode.ts';
import { inkOf, type Style } from './style.ts';
import { wrap } from './wrap.ts';

/** As mail clients call them. */
export const securityWords: Readonly<Record<Security, string>> = {
  tls: 'SSL/TLS',
  starttls: 'STARTTLS',
  none: 'none: everybody on the way can read it',
};

export const authWords: Readonly<Record<AuthMethod, string>> = {
  oauth2: 'OAuth2, in the browser',
  'app-password': 'app password',
  'password-encrypted': 'encrypted password (CRAM-MD5)',
  'password-cleartext': 'normal password',
  gssapi: 'Kerberos (GSSAPI)',
  ntlm: 'NTLM',
  'tls-client-cert': 'TLS certificate of yours',
  'client-ip-address': 'no login: by your network address',
  none: 'no login',
};

export const typeWords: Readonly<Record<ServerSettings['type'], string>> = {
  imap: 'IMAP',
  pop3: 'POP3',
  smtp: 'SMTP',
};

/** User names that are made from an address, as people say them. */
const templates: Readonly<Record<string, string>> = {
  '%EMAILADDRESS%': 'the whole mail address',
  '%EMAILLOCALPART%': 'the part of the address before the @',
};

/** What logs in; undefined where nobody said. */
export function userText({ username, usernameTemplate }: PublishedServer): string | undefined {
  if (username !== undefined) return username;
  return usernameTemplate === undefined ? undefined : (templates[usernameTemplate.toUpperCase()] ?? usernameTemplate);
}

const margin = '   ';
const column = 11;

/** What is told of a server beside what is typed into a client, and of those below it. */
export interface Extras<T extends PublishedServer> {
  /** Can a client be set up with it? */
  isUsable(server: T): boolean;
  rows(server: T): readonly (readonly [name: string, value: string | undefined])[];
  note(server: T): string;
  /** What is said where no server is named. */
  readonly nobody?: string;
}

const noExtras: Extras<PublishedServer> = { isUsable: () => true, rows: () => [], note: () => '' };

const assumed = 'nobody says which; if it is refused, try the part before the @';

interface Sides<T> {
  readonly incoming: readonly T[];
  readonly outgoing: readonly T[];
}

/** The best server of each side as a person types it into a client; then the others, a line each. */
export function clientSettings<T extends PublishedServer>(
  { incoming, outgoing }: Sides<T>,
  style: Style,
  extras: Extras<T> = noExtras,
): string {
  const sides = [
    ['Incoming mail', incoming],
    ['Outgoing mail', outgoing],
  ] as const;
  return sides.map(([title, servers]) => side(title, servers, style, extras)).join('\n\n');
}

function side<T extends PublishedServer>(
  title: string,
  servers: readonly T[],
  style: Style,
  extras: Extras<T>,
): string {
  const ink = inkOf(style);
  const [first] = servers;
  const best = first !== undefined && extras.isUsable(first) ? first : undefined;
  const others = servers.slice(best === undefined ? 0 : 1);
  const row = (name: string, value: string): string =>
    `${margin}${ink.dim(name.padEnd(column))}${wrap(forTerminal(value), style.width - margin.length - column, ' '.repeat(margin.length + column))}`;
  const rows: readonly (readonly [string, string | undefined])[] =
    best === undefined
      ? []
      : [
          ['Server', best.host],
          ['Port', String(best.port)],
          ['Security', securityWords[best.security]],
          ['User name', userText(best)],
          ['', best.usernameAssumed === true ? assumed : undefined],
          ['Log in by', best.auth.length === 0 ? undefined : best.auth.map((one) => authWords[one]).join(', or ')],
          ...extras.rows(best),
        ];
  const none = servers.length === 0 ? (extras.nobody ?? 'none is named') : 'none that works';
  return [
    best === undefined
      ? wrap(`${ink.bold(title)}: ${forTerminal(none)}`, style.width, margin)
      : `${ink.bold(title)} (${typeWords[best.type]})`,
    ...rows.flatMap(([name, value]) => (value === undefined ? [] : [row(name, value)])),
    ...others.map((one, index) => {
      const name = index > 0 ? '' : best === undefined ? 'Named' : 'Or';
      return row(name, `${oneLine(one)}${extras.note(one)}`);
    }),
  ].join('\n');
}

/** `POP3 pop.example.org:995, SSL/TLS`. */
export const oneLine = ({ type, host, port, security }: ServerSettings): string =>
  `${typeWords[type]} ${hostPort(host, port)}, ${security === 'none' ? 'no TLS' : securityWords[security]}`;
