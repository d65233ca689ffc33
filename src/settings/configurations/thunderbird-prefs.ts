import type { ConfigurationRemark, ConfiguredSecurity, ConfiguredServer } from '../../model/configuration.ts';
import { type Entry, lastOf, numbered, type Read, ServerReading, said } from './reading.ts';

/** Values of socketType and try_ssl (nsMsgSocketType): nothing, STARTTLS if offered, STARTTLS, TLS from the start. */
const modes: readonly ConfiguredSecurity[] = ['none', 'opportunistic', 'starttls', 'tls'];

/** Values of authMethod (nsMsgAuthMethod) that are no password. */
const logins: Readonly<Record<string, 'none' | 'access-token'>> = { 1: 'none', 10: 'access-token' };

const mostServers = 100;

/** prefs.js and user.js of Thunderbird: `mail.server.*` of IMAP and POP3, and `mail.smtpserver.*`. */
export function readThunderbirdPrefs(text: string): Read {
  const groups = new Map<string, Entry[]>();
  for (const { text: one, line } of numbered(text)) {
    const [, group, key = '', quoted, word] =
      /^\s*(?:user_|lock|default)?[pP]ref\(\s*"(mail\.(?:server|smtpserver)\.\w+)\.(\w+)"\s*,\s*(?:"((?:[^"\\]|\\.)*)"|(\w+))\s*\)/.exec(
        one,
      ) ?? [];
    if (group === undefined || (groups.size >= mostServers && !groups.has(group))) continue;
    const entries = groups.get(group) ?? [];
    entries.push({ key, value: quoted?.replace(/\\(.)/g, '$1') ?? word ?? '', line });
    groups.set(group, entries);
  }
  const servers: ConfiguredServer[] = [];
  const remarks: ConfigurationRemark[] = [];
  for (const [group, entries] of groups) {
    const of = (...keys: readonly string[]) => lastOf(entries, ...keys);
    const isSmtp = group.startsWith('mail.smtpserver.');
    const word = isSmtp ? 'smtp' : of('type')?.value;
    const type = word === 'smtp' || word === 'imap' || word === 'pop3' ? word : undefined;
    // What was renamed keeps the old name beside it.
    const host = of('realhostname') ?? of('hostname');
    if (type === undefined || host === undefined) continue;
    const server = new ServerReading(type, host.line).host(host);
    const [port, user, mode, method] = [
      of('port'),
      of('realuserName') ?? of('userName', 'username'),
      isSmtp ? of('try_ssl', 'socketType') : of('socketType'),
      of('authMethod'),
    ];
    if (port !== undefined) server.port(port);
    server.user(user);
    server.with('login', logins[method?.value ?? ''] ?? 'password', method?.line);
    server.literal(of('password'));
    const security = modes[Number(mode?.value ?? 0)] ?? 'unknown';
    server.usualPort(usual[type][security === 'tls' ? 0 : 1]);
    servers.push(server.read(said(security, mode)));
    remarks.push(...server.remarks);
  }
  return { servers, remarks };
}

const usual = { imap: [993, 143], pop3: [995, 110], smtp: [465, 587] } as const;
