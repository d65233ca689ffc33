import type { ConfigurationRemark, ConfiguredSecurity, Setting } from '../../model/configuration.ts';
import { type Entry, isNo, isYes, lastOf, numbered, oldVersion, type Read, ServerReading, said } from './reading.ts';

/** mbsync(1): sections end with a blank line; names are the same in capitals. */
export function readMbsync(text: string): Read {
  const sections: { line: number; entries: Entry[] }[] = [];
  let isOpen = false;
  for (const { text: one, line } of numbered(text)) {
    if (/^\s*#/.test(one)) continue;
    if (one.trim() === '') {
      isOpen = false;
      continue;
    }
    const [, key = '', rest = ''] = /^\s*(\S+)\s*(.*)$/.exec(one) ?? [];
    if (!isOpen) sections.push({ line, entries: [] });
    isOpen = true;
    sections.at(-1)?.entries.push({ key: key.toLowerCase(), value: wordIn(rest), line });
  }
  const read = sections
    .filter(({ entries }) => lastOf(entries, 'host') !== undefined && lastOf(entries, 'tunnel') === undefined)
    .map(readAccount);
  const old = sections.flatMap(({ entries }) => entries.flatMap(outdated));
  return {
    servers: read.map(({ server }) => server),
    remarks: [...read.flatMap(({ remarks }) => remarks), ...old],
  };
}

/** The first word; quotes group, a backslash takes the next character as it is. */
function wordIn(text: string): string {
  const [, quoted] = /^"((?:[^"\\]|\\.)*)"/.exec(text) ?? [];
  return quoted === undefined ? text : quoted.replace(/\\(.)/g, '$1');
}

const instead: Readonly<Record<string, string>> = {
  master: 'Far',
  slave: 'Near',
  useimaps: 'SSLType IMAPS',
  requiressl: 'SSLType STARTTLS, or SSLType IMAPS',
  usesslv2: 'leave it out',
  usesslv3: 'leave it out',
  usetlsv1: 'SSLVersions TLSv1.2 TLSv1.3, or leave it out',
  'usetlsv1.1': 'SSLVersions TLSv1.2 TLSv1.3, or leave it out',
  'usetlsv1.2': 'leave it out',
};

const outdated = ({ key, line }: Entry): ConfigurationRemark[] => {
  const detail = instead[key];
  return detail === undefined ? [] : [{ kind: 'outdated', line, key, detail }];
};

function readAccount({ entries, line }: { readonly line: number; readonly entries: readonly Entry[] }) {
  const of = (...keys: string[]) => lastOf(entries, ...keys);
  const server = new ServerReading('imap', line);
  const [host, port, user, mechanisms] = [of('host'), of('port'), of('user'), of('authmechs', 'authmech')];
  // `imaps:HOST` is how older ones say it.
  const [, scheme, name] = /^(imaps?):(.*)$/.exec(host?.value ?? '') ?? [];
  if (host !== undefined) server.host(name === undefined ? host : { ...host, value: name });
  if (port !== undefined) server.port(port);
  server.user(user);
  const security = securityOf(of('ssltype', 'tlstype'), of('useimaps'), of('requiressl'), scheme);
  server.usualPort(security.value === 'tls' ? 993 : 143);
  const [system, file] = [of('systemcertificates'), of('certificatefile')];
  if (system !== undefined && isNo(system.value)) {
    server.with('verification', file === undefined ? 'off' : 'pinned', system.line);
  }
  const versions = of('sslversions', 'tlsversions', 'sslversion');
  server.with('oldTls', oldVersion(versions?.value.replace(/-\S+/g, '') ?? ''), versions?.line);
  const isToken = mechanisms !== undefined && /\b(?:XOAUTH2|OAUTHBEARER)\b/i.test(mechanisms.value);
  server.with('login', isToken ? 'access-token' : 'password', mechanisms?.line);
  const secret = of('pass', 'passcmd');
  if (secret?.key === 'passcmd') server.with('secret', 'command', secret.line);
  else server.literal(secret);
  return { server: server.read(security), remarks: server.remarks };
}

function securityOf(
  type: Entry | undefined,
  imaps: Entry | undefined,
  required: Entry | undefined,
  scheme: string | undefined,
): Setting<ConfiguredSecurity> {
  if (type !== undefined) {
    const word = type.value.toLowerCase();
    return said(word === 'imaps' ? 'tls' : word === 'none' ? 'none' : 'starttls', type);
  }
  if (scheme === 'imaps' || (imaps !== undefined && isYes(imaps.value))) return said('tls', imaps);
  if (required !== undefined && isNo(required.value)) return said('opportunistic', required);
  return said('starttls', required);
}
