import type { ChalkInstance } from 'chalk';
import type { AuthMethod, ClientSettings, PublishedServer, ServerSettings } from '../model/settings.ts';
import { hostPort, type Security } from '../model/subject.ts';
import { forTerminal } from './encode.ts';

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

/** The best server of each side as a person types it into a client; then the others, a line each. */
export function clientSettings({ incoming, outgoing }: ClientSettings, ink: ChalkInstance): string {
  const sides = [
    ['Incoming mail', incoming],
    ['Outgoing mail', outgoing],
  ] as const;
  return sides.map(([title, servers]) => side(title, servers, ink)).join('\n\n');
}

function side(title: string, servers: readonly PublishedServer[], ink: ChalkInstance): string {
  const [best, ...others] = servers;
  if (best === undefined) return `${ink.bold(title)}\n${margin}none is named`;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Server', best.host],
    ['Port', String(best.port)],
    ['Security', securityWords[best.security]],
    ['User name', userText(best)],
    ['Log in by', best.auth.length === 0 ? undefined : best.auth.map((one) => authWords[one]).join(', or ')],
  ];
  return [
    `${ink.bold(title)} (${typeWords[best.type]})`,
    ...rows.flatMap(([name, value]) =>
      value === undefined ? [] : [`${margin}${ink.dim(name.padEnd(column))}${forTerminal(value)}`],
    ),
    ...others.map((one, index) => {
      const name = index === 0 ? 'Or' : '';
      return `${margin}${ink.dim(name.padEnd(column))}${forTerminal(oneLine(one))}`;
    }),
  ].join('\n');
}

/** `POP3 pop.example.org:995, SSL/TLS`. */
export const oneLine = ({ type, host, port, security }: ServerSettings): string =>
  `${typeWords[type]} ${hostPort(host, port)}, ${security === 'none' ? 'no TLS' : securityWords[security]}`;
