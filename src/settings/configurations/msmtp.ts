import type { ConfiguredSecurity, Setting } from '../../model/configuration.ts';
import { type Entry, isNo, lastOf, numbered, oldVersion, type Read, ServerReading, said } from './reading.ts';

interface AccountLines {
  readonly line: number;
  /** With those of the accounts that it is made of. */
  readonly entries: Entry[];
  own: number;
}

const mostAccounts = 100;
const mostEntries = 200;

/** msmtp(1), CONFIGURATION FILES. */
export function readMsmtp(text: string): Read {
  const { accounts, again } = accountsOf(text);
  const read = accounts
    .filter(({ own, entries }) => own > 0 && entries.some(({ key }) => key === 'host'))
    .map(readAccount);
  return {
    servers: read.map(({ server }) => server),
    remarks: [
      ...read.flatMap(({ remarks }) => remarks),
      ...again.map((line) => ({
        kind: 'invalid' as const,
        line,
        key: 'account',
        detail: 'this name was given before',
      })),
    ],
  };
}

function accountsOf(text: string) {
  const all: AccountLines[] = [];
  const again: number[] = [];
  const accounts = new Map<string, AccountLines>();
  const defaults: Entry[] = [];
  let current: AccountLines | undefined;
  for (const { text: one, line } of numbered(text)) {
    const [, key, rest = ''] = /^\s*([a-z0-9_]+)\s*(.*)$/.exec(one) ?? [];
    if (key === undefined) continue;
    if (key === 'defaults') current = undefined;
    else if (key === 'account') {
      const [, name = '', parents = ''] = /^(\S+)\s*(?::\s*(.*))?$/.exec(rest) ?? [];
      const inherited = parents.split(/[\s,]+/).flatMap((parent) => accounts.get(parent)?.entries ?? []);
      current = { line, entries: [...defaults, ...inherited].slice(-mostEntries), own: 0 };
      if (accounts.has(name)) again.push(line);
      accounts.set(name, current);
      all.push(current);
      if (all.length > mostAccounts) break;
    } else {
      const entries = current?.entries ?? defaults;
      if (entries.length < 2 * mostEntries) entries.push({ key, value: unquoted(rest), line });
      if (current !== undefined) current.own++;
    }
  }
  return { accounts: all, again };
}

/** The first and the last quote of a value go away. */
const unquoted = (text: string): string => text.replace(/^"(.*)"$/, '$1');

function readAccount({ entries, line }: AccountLines) {
  const of = (...keys: string[]) => lastOf(entries, ...keys);
  const server = new ServerReading('smtp', line);
  const [host, port, user, auth] = [of('host'), of('port'), of('user'), of('auth')];
  if (host !== undefined) server.host(host);
  if (port !== undefined) server.port(port);
  server.user(user);
  const security = securityOf(of('tls'), of('tls_starttls'));
  server.usualPort(security.value === 'tls' ? 465 : 25);
  const check = of('tls_certcheck');
  const pin = of('tls_fingerprint');
  if (check !== undefined && isNo(check.value)) server.with('verification', 'off', check.line);
  else if (pin !== undefined && pin.value !== '') server.with('verification', 'pinned', pin.line);
  const priorities = of('tls_priorities');
  const old = oldVersion(priorities?.value.replace(/(?:^|:)[-!][^:]*/g, '') ?? '');
  server.with('oldTls', old, priorities?.line);
  if (auth !== undefined && !isNo(auth.value)) {
    server.with('login', /^(?:oauthbearer|xoauth2)$/.test(auth.value) ? 'access-token' : 'password', auth.line);
  } else server.with('login', 'none', auth?.line);
  const secret = of('password', 'passwordeval');
  if (secret?.key === 'passwordeval') server.with('secret', 'command', secret.line);
  else server.literal(secret);
  const remarks = ['tls_nocertcheck', 'tls_force_sslv3', 'tls_min_dh_prime_bits', 'keepbcc'].flatMap((key) => {
    const entry = of(key);
    return entry === undefined
      ? []
      : [{ kind: 'outdated' as const, line: entry.line, key, detail: instead[key] ?? '' }];
  });
  return { server: server.read(security), remarks: [...server.remarks, ...remarks] };
}

const instead: Readonly<Record<string, string>> = {
  tls_nocertcheck: 'leave it out: certificates have to be verified',
  tls_force_sslv3: 'leave it out: SSL 3 is broken',
  tls_min_dh_prime_bits: 'leave it out: msmtp ignores it since 1.8.3',
  keepbcc: 'remove_bcc_headers off',
};

function securityOf(tls: Entry | undefined, starttls: Entry | undefined): Setting<ConfiguredSecurity> {
  if (tls === undefined || isNo(tls.value)) return said('none', tls);
  return starttls !== undefined && isNo(starttls.value) ? said('tls', starttls) : said('starttls', starttls ?? tls);
}
