import type { ConfigurationRemark, ConfiguredSecurity, ConfiguredServer } from '../../model/configuration.ts';
import type { ServerType } from '../../model/settings.ts';
import { type Entry, isNo, isOpen, isYes, lastOf, numbered, type Read, ServerReading, said } from './reading.ts';
import { readUrl } from './server-url.ts';
import { type Lookup, type VariableGroup, variableGroups } from './variable-names.ts';
import { laravelSecurity, securityByVariables } from './variable-security.ts';

/** No program has more; a name that is longer is none. */
const mostVariables = 2000;
const longestName = 100;

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
    if (url !== undefined && !isPlace(entry)) take(readUrlEntry(entry, url));
  }
  for (const group of variableGroups(entries)) {
    const read = readGroup(group, flavour);
    if (read !== undefined) take(read);
  }
  return { servers, remarks };
}

/** A variable for a host with a URL in it is read with the others of its prefix, but where all is in the URL. */
const isPlace = ({ key, value }: Entry): boolean => /HOST|SERVER/i.test(key) && !/@|\?/.test(value);

function readUrlEntry(entry: Entry, url: NonNullable<ReturnType<typeof readUrl>>) {
  const server = new ServerReading(url.type, entry.line).host({ ...entry, value: url.host });
  if (url.port !== undefined) server.port({ ...entry, value: url.port });
  const isSecure =
    url.isTls || isYes(url.query.get('secure')) || url.query.get('encryption') === 'ssl' || url.extras.includes('ssl');
  server.usualPort(usualPort(url.type, isSecure));
  server
    .user({ ...entry, value: url.username ?? '' })
    .with('login', url.username === undefined ? 'none' : 'password', entry.line);
  if (url.hasSecret || (url.query.get('password') ?? '') !== '') server.with('secret', 'literal', entry.line);
  if (isNo(url.query.get('verify_peer')) || url.query.get('tls.rejectunauthorized') === 'false') {
    server.with('verification', 'off', entry.line);
  }
  const isRequired =
    url.extras.some((one) => one === 'tls' || one === 'starttls') ||
    ['requiretls', 'require_tls'].some((name) => isYes(url.query.get(name)));
  const isIgnored = isYes(url.query.get('ignoretls')) || isNo(url.query.get('auto_tls'));
  const plain = isRequired ? 'starttls' : isIgnored ? 'none' : 'opportunistic';
  // Django's readers of EMAIL_URL call STARTTLS smtps.
  const isStartTls = entry.key === 'EMAIL_URL' && url.isTls && server.portNumber === 587;
  const isImplicit = isSecure || server.portNumber === 465;
  const mode = isStartTls ? 'starttls' : isImplicit ? 'tls' : plain;
  return { server: server.read(said(mode, entry)), remarks: server.remarks };
}

const typeOf = (prefix: string): ServerType =>
  /IMAP|ROUNDCUBEMAIL_DEFAULT/.test(prefix) ? 'imap' : /(?:^|_)POP/.test(prefix) ? 'pop3' : 'smtp';

const usualPort = (type: ServerType, isTls: boolean): number =>
  ({ imap: [993, 143], pop3: [995, 110], smtp: [465, 587] })[type][isTls ? 0 : 1] as number;

const schemes: Readonly<Record<string, ConfiguredSecurity>> = {
  ...{ ssl: 'tls', smtps: 'tls', imaps: 'tls', pop3s: 'tls' },
  ...{ tls: 'starttls', starttls: 'starttls', 'smtp+starttls': 'starttls' },
};

/** A host as programs take it: `ssl://HOST`, `[HOST]:PORT`, `HOST:PORT`. Undefined: it is none. */
function placeIn({ value }: Entry): { host: string; port?: string; security?: ConfiguredSecurity } | undefined {
  const [, scheme = '', host = '', port] =
    /^(?:([a-z0-9+]+):\/\/)?(\[[^\]]*\]|[^:/[\]]*)(?::(\d+|\$\{?\w+\}?))?\/?$/i.exec(value.trim()) ?? [];
  if (host === '' || /[\\@]|^null$/i.test(host)) return undefined;
  const security = schemes[scheme.toLowerCase()];
  return {
    host: host.replace(/^\[(.*)\]$/, '$1'),
    ...(port === undefined ? {} : { port }),
    ...(security === undefined ? {} : { security }),
  };
}

function readGroup({ prefix, host, of }: VariableGroup, flavour: 'env' | 'laravel') {
  const place = isOpen(host) ? { host: host.value } : placeIn(host);
  if (place === undefined || host.value === '') return undefined;
  const type = typeOf(prefix);
  const server = new ServerReading(type, host.line).host({ ...host, value: place.host });
  const port = of('PORT');
  if (place.port !== undefined) server.port({ ...host, value: place.port });
  else if (port !== undefined && port.value !== '') server.port(port);
  const security =
    place.security !== undefined
      ? said(place.security, host)
      : flavour === 'laravel'
        ? laravelSecurity(of, server)
        : securityByVariables(of, server);
  server.usualPort(usualPort(type, security.value === 'tls'));
  readLogin(server, type, of);
  const weak = verificationOf(of);
  if (weak !== undefined) server.with('verification', weak.value, weak.line);
  return { server: server.read(security), remarks: server.remarks };
}

function readLogin(server: ServerReading, type: ServerType, of: Lookup): void {
  // Nextcloud calls the user a name.
  const user = of('USER', 'USERNAME', 'LOGIN', 'USER_NAME') ?? (of('AUTHTYPE') === undefined ? undefined : of('NAME'));
  const secret = of('PASSWORD', 'PASS', 'PASSWD', 'SECRET', 'PWD', 'USER_PWD', 'USER_PASSWORD');
  const file = of('PASSWORD_FILE', 'PASS_FILE', 'PASSWD_FILE');
  if (user !== undefined && !isOpen(user) && !/^(?:null|\(null\))$/i.test(user.value)) server.user(user);
  if (secret !== undefined && secret.value !== '' && isOpen(secret)) server.with('secret', 'variable', secret.line);
  else server.literal(secret);
  if (secret === undefined && file !== undefined) server.with('secret', 'file', file.line);
  if (type === 'smtp' && [user, secret, file].every((one) => one === undefined)) server.with('login', 'none');
}

const verified = [
  ...['REJECT_UNAUTHORIZED', 'TLS_REJECT_UNAUTHORIZED', 'TLS_REJECT_UNAUTH', 'VERIFY_PEER', 'VERIFY', 'TLS_VERIFY'],
  ...['SSL_VERIFY', 'VERIFY_CERT', 'VERIFY_SSL', 'VERIFY_CERTIFICATE', 'CHECK_CERT'],
];
const skipped = [
  ...['INSECURE_SKIP_VERIFY', 'SKIP_VERIFY', 'SKIP_TLS_VERIFY', 'TLS_SKIP_VERIFY', 'TLS_INSECURE'],
  ...['ALLOW_INVALID_CERT', 'ACCEPT_INVALID_CERTS', 'FORCE_TRUST_SERVER_CERT', 'SSLNOVERIFY', 'SSL_NO_VERIFY'],
];

function verificationOf(of: Lookup): { value: 'off' | 'no-name'; line: number } | undefined {
  const [check, skip, mode, trust] = [
    of(...verified),
    of(...skipped),
    of('OPENSSL_VERIFY_MODE'),
    of('PROPERTIES_MAIL_SMTP_SSL_TRUST'),
  ];
  const off = [
    check !== undefined && isNo(check.value) ? check : undefined,
    skip !== undefined && isYes(skip.value) ? skip : undefined,
    mode !== undefined && /none/i.test(mode.value) ? mode : undefined,
    trust?.value === '*' ? trust : undefined,
  ].find((one) => one !== undefined);
  if (off !== undefined) return { value: 'off', line: off.line };
  const names = of('ACCEPT_INVALID_HOSTNAMES');
  return names !== undefined && isYes(names.value) ? { value: 'no-name', line: names.line } : undefined;
}
