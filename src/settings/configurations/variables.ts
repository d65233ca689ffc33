import type { ConfigurationRemark, ConfiguredSecurity, ConfiguredServer, Setting } from '../../model/configuration.ts';
import type { ServerType } from '../../model/settings.ts';
import { type Entry, isNo, isOpen, isYes, lastOf, numbered, type Read, ServerReading, said } from './reading.ts';
import { readUrl } from './server-url.ts';

/** No program has more; a name that is longer is none. */
const mostVariables = 2000;
const longestName = 100;
const mostPrefixes = 50;

/** Variables of a `.env` file. Its readers agree on quotes, on `export`, and on comments behind a blank. */
export function readDotenv(text: string): Entry[] {
  const entries = numbered(text).flatMap(({ text: one, line }) => {
    const [, key, rest = ''] = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*[=:]\s*(.*)$/.exec(one) ?? [];
    if (key === undefined || key.length > longestName) return [];
    const [, single, double] = /^(?:'([^']*)'|"((?:[^"\\]|\\.)*)")/.exec(rest) ?? [];
    const bare = rest.replace(/(?:^|\s)#.*$/, '').trim();
    return [
      {
        ...{ key, value: single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? bare, line },
        ...(single === undefined ? {} : { isRaw: true as const }),
      },
    ];
  });
  return entries.slice(0, mostVariables);
}

/** What programs call the parts of a server; the prefix before them tells which server it is. */
const hostNames = /^(.*?(?:SMTP|IMAP|POP3?|E?MAIL|MAILER).*?)_?(?:HOST(?:NAME)?|SERVER)$/i;

/** Servers that variables name: by a prefix (`SMTP_HOST`, `EMAIL_HOST`), or by a URL (`MAILER_DSN`). */
export function readVariables(entries: readonly Entry[], flavour: 'env' | 'laravel'): Read {
  const servers: ConfiguredServer[] = [];
  const remarks: ConfigurationRemark[] = [];
  const anywhere = lastOf(entries, 'NODE_TLS_REJECT_UNAUTHORIZED');
  const unverified = anywhere !== undefined && anywhere.value === '0' ? anywhere : undefined;
  const take = (read: { server: ConfiguredServer; remarks: readonly ConfigurationRemark[] }) => {
    const weak = unverified === undefined ? {} : { verification: { value: 'off', line: unverified.line } as const };
    servers.push({ ...read.server, ...weak });
    remarks.push(...read.remarks);
  };
  for (const entry of entries) {
    const url = isOpen({ ...entry, value: entry.value.replace(/:\$[^@]*@/, '@') }) ? undefined : readUrl(entry);
    if (url !== undefined) take(readUrlEntry(entry, url));
  }
  const prefixes = new Map<string, Entry>();
  for (const entry of entries) {
    const prefix = hostNames.exec(entry.key)?.[1];
    const isServer = prefix !== undefined && !/^(?:HTTP|LISTEN|BIND)/i.test(prefix);
    if (isServer && prefixes.size < mostPrefixes) prefixes.set(prefix, entry);
  }
  for (const [prefix, host] of prefixes) {
    const read = readPrefix(prefix, host, entries, flavour);
    if (read !== undefined) take(read);
  }
  return { servers, remarks };
}

function readUrlEntry(entry: Entry, url: NonNullable<ReturnType<typeof readUrl>>) {
  const server = new ServerReading(url.type, entry.line).host({ ...entry, value: url.host });
  if (url.port !== undefined) server.port({ ...entry, value: url.port });
  const isSecure = url.isTls || url.query.get('secure') === 'true' || url.query.get('encryption') === 'ssl';
  server.usualPort(usualPort(url.type, isSecure));
  server
    .with('username', url.username, entry.line)
    .with('login', url.username === undefined ? 'none' : 'password', entry.line);
  if (url.hasSecret) server.with('secret', 'literal', entry.line);
  if (isNo(url.query.get('verify_peer')) || url.query.get('tls.rejectunauthorized') === 'false') {
    server.with('verification', 'off', entry.line);
  }
  const isRequired = ['requiretls', 'require_tls'].some((name) => isYes(url.query.get(name)));
  const isIgnored = isYes(url.query.get('ignoretls')) || isNo(url.query.get('auto_tls'));
  const plain = isRequired ? 'starttls' : isIgnored ? 'none' : 'opportunistic';
  const isImplicit = isSecure || server.portNumber === 465;
  return { server: server.read(said(isImplicit ? 'tls' : plain, entry)), remarks: server.remarks };
}

const typeOf = (prefix: string): ServerType => (/IMAP/i.test(prefix) ? 'imap' : /POP/i.test(prefix) ? 'pop3' : 'smtp');

const usualPort = (type: ServerType, isTls: boolean): number =>
  ({ imap: [993, 143], pop3: [995, 110], smtp: [465, 587] })[type][isTls ? 0 : 1] as number;

function readPrefix(prefix: string, host: Entry, entries: readonly Entry[], flavour: 'env' | 'laravel') {
  const own = entries.filter(({ key }) => key.toUpperCase().startsWith(prefix.toUpperCase()));
  const of = (...names: readonly string[]): Entry | undefined =>
    own.findLast(({ key }) => names.includes(key.slice(prefix.length).replace(/^_/, '').toUpperCase()));
  // A path or a URL is no server of ours.
  if (/[/\\]/.test(host.value) || host.value === '') return undefined;
  const server = new ServerReading(typeOf(prefix), host.line).host(host);
  const port = of('PORT', 'SERVER_PORT', 'HOST_PORT');
  if (port !== undefined && port.value !== '') server.port(port);
  const security = flavour === 'laravel' ? laravelMode(of, server) : genericMode(of, server);
  server.usualPort(usualPort(typeOf(prefix), security.value === 'tls'));
  const user = of('USER', 'USERNAME', 'LOGIN', 'HOST_USER', 'AUTH_USER', 'USER_NAME');
  if (user !== undefined && user.value !== '' && !isOpen(user)) server.with('username', user.value, user.line);
  const secret = of('PASSWORD', 'PASS', 'PASSWD', 'HOST_PASSWORD', 'AUTH_PASS', 'AUTH_PASSWORD', 'SECRET');
  if (secret !== undefined && secret.value !== '') {
    server.with('secret', isOpen(secret) ? 'variable' : 'literal', secret.line);
  }
  const verified = of(
    'REJECT_UNAUTHORIZED',
    'TLS_REJECT_UNAUTHORIZED',
    'VERIFY_PEER',
    'VERIFY',
    'TLS_VERIFY',
    'SSL_VERIFY',
    'VERIFY_CERT',
  );
  const skipped = of('INSECURE_SKIP_VERIFY', 'SKIP_VERIFY', 'SKIP_TLS_VERIFY', 'TLS_INSECURE', 'ALLOW_INVALID_CERT');
  const mode = of('OPENSSL_VERIFY_MODE');
  const off = [
    verified !== undefined && isNo(verified.value) ? verified : undefined,
    skipped !== undefined && isYes(skipped.value) ? skipped : undefined,
    mode !== undefined && /none/i.test(mode.value) ? mode : undefined,
  ].find((one) => one !== undefined);
  server.with('verification', off === undefined ? undefined : 'off', off?.line);
  return { server: server.read(security), remarks: server.remarks };
}

type Lookup = (...names: readonly string[]) => Entry | undefined;

const words: Readonly<Record<string, ConfiguredSecurity>> = {
  ...{ ssl: 'tls', smtps: 'tls', imaps: 'tls', pop3s: 'tls', implicit: 'tls', 'ssl/tls': 'tls' },
  ...{ starttls: 'starttls', explicit: 'starttls', none: 'none', plain: 'none', off: 'none', null: 'opportunistic' },
};

function genericMode(of: Lookup, server: ServerReading): Setting<ConfiguredSecurity> {
  const [security, encryption] = [of('SECURITY', 'TLS_MODE'), of('ENCRYPTION', 'SCHEME', 'PROTOCOL')];
  const isImplicit = [465, 993, 995].includes(server.portNumber ?? 0);
  if (security !== undefined) {
    const word = security.value.toLowerCase();
    return said(word === 'tls' ? 'tls' : (words[word] ?? 'unknown'), security);
  }
  if (encryption !== undefined && /^(?:tls|ssl|smtps|starttls|none|off|plain)$/i.test(encryption.value)) {
    const word = encryption.value.toLowerCase();
    return said(word === 'tls' ? (isImplicit ? 'tls' : 'starttls') : (words[word] ?? 'unknown'), encryption);
  }
  const required = of('STARTTLS_REQUIRED', 'REQUIRE_TLS', 'REQUIRETLS');
  if (required !== undefined && isYes(required.value)) return said('starttls', required);
  const [secure, ssl, tls] = [of('SECURE'), of('SSL', 'USE_SSL'), of('TLS', 'USE_TLS', 'STARTTLS', 'USE_STARTTLS')];
  if (isYes(ssl?.value)) return said('tls', ssl);
  if (isYes(secure?.value)) return said('tls', secure);
  if (tls !== undefined && /^(?:yes|true|on|1|required|always)$/i.test(tls.value)) {
    return said(isImplicit ? 'tls' : 'starttls', tls);
  }
  if (secure !== undefined && isNo(secure.value) && !isImplicit) return said('opportunistic', secure);
  const off = [tls, ssl].find((one) => one !== undefined && isNo(one.value));
  if (off !== undefined && !isImplicit) return said('none', off);
  return { value: isImplicit ? 'tls' : 'unknown' };
}

/** Laravel since 11.36: only MAIL_SCHEME counts; without it port 465 alone means TLS from the start. */
function laravelMode(of: Lookup, server: ServerReading): Setting<ConfiguredSecurity> {
  const [scheme, encryption] = [of('SCHEME'), of('ENCRYPTION')];
  if (encryption !== undefined && !/^null$|^$/i.test(encryption.value) && scheme === undefined) {
    const detail = 'MAIL_SCHEME=smtps for TLS from the start, MAIL_SCHEME=smtp for STARTTLS';
    server.remarks.push({ kind: 'outdated', line: encryption.line, key: encryption.key, detail });
  }
  const word = scheme?.value.toLowerCase() ?? '';
  if (scheme !== undefined && word !== '' && word !== 'null') {
    if (word === 'smtps') return said('tls', scheme);
    if (word !== 'smtp') {
      server.remarks.push({
        kind: 'invalid',
        line: scheme.line,
        key: scheme.key,
        detail: 'schemes are smtp and smtps',
      });
    }
    return said('opportunistic', scheme);
  }
  return { value: server.portNumber === 465 ? 'tls' : 'opportunistic' };
}
