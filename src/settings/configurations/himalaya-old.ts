import type { ConfigurationRemark, ConfiguredSecurity, ConfiguredServer, Setting } from '../../model/configuration.ts';
import { type Read, ServerReading } from './reading.ts';

export type Table = Readonly<Record<string, unknown>>;

export const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A table of a table; undefined where there is none. */
export const tableAt = (at: unknown, ...path: readonly string[]): Table | undefined => {
  const found = valueAt(at, ...path);
  return isTable(found) ? found : undefined;
};

const valueAt = (at: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (isTable(inner) ? inner[key] : undefined), at);

type LineOf = (...path: readonly string[]) => number;

/** Where version 1 has a server: `backend` for both of its releases' ways, `imap` and `smtp` for those before 1.0. */
const places = {
  imap: [['backend'], ['imap']],
  smtp: [['message', 'send', 'backend'], ['smtp']],
} as const;

/** An account as himalaya 0 (`imap-host`) and 1 (`backend.host`, `message.send.backend.host`) have it. */
export function readOldAccount(account: Table, lineOf: LineOf): Read {
  const servers: ConfiguredServer[] = [];
  const remarks: ConfigurationRemark[] = [];
  for (const side of ['imap', 'smtp'] as const) {
    const path = places[side].find((one) => valueAt(account, ...one, 'host') !== undefined);
    const read =
      path !== undefined
        ? readParts(side, (...key) => [valueAt(account, ...path, ...key), lineOf(...path, ...key)])
        : account[`${side}-host`] !== undefined
          ? readParts(side, (...key) => [account[`${side}-${key.join('-')}`], lineOf(`${side}-${key.join('-')}`)])
          : undefined;
    if (read !== undefined) {
      servers.push(read.server);
      remarks.push(...read.remarks);
    }
  }
  const old = ['backend', 'message', 'imap-host', 'smtp-host'].find((key) => account[key] !== undefined);
  if (old !== undefined && (servers.length > 0 || tableAt(account, old) !== undefined)) {
    const detail = 'imap.server and smtp.server, as himalaya 2 has them';
    remarks.push({ kind: 'outdated', line: lineOf(old), key: old, detail });
  }
  return { servers, remarks };
}

type Part = (...key: readonly string[]) => readonly [unknown, number];

function readParts(side: 'imap' | 'smtp', part: Part) {
  const text = (...key: readonly string[]) => {
    const [value, line] = part(...key);
    const isOne = typeof value === 'string' || typeof value === 'number';
    return isOne ? { key: key.join('.'), value: `${value}`, line } : undefined;
  };
  const host = text('host');
  const server = new ServerReading(side, host?.line ?? 1);
  if (host !== undefined) server.host(host);
  const port = text('port');
  if (port !== undefined) server.port(port);
  server.user(text('login'));
  const kind = text('auth', 'type') ?? text('auth');
  server.with('login', /oauth/i.test(kind?.value ?? '') ? 'access-token' : 'password', kind?.line);
  readSecret(server, part);
  const security = securityOf(part);
  server.usualPort(side === 'imap' ? (security.value === 'tls' ? 993 : 143) : security.value === 'tls' ? 465 : 587);
  return { server: server.read(security), remarks: server.remarks };
}

/** `auth.raw`, `auth.cmd`, `passwd.raw`, `passwd-cmd`, `auth.access-token.cmd`; a table behind `imap-passwd`. */
function readSecret(server: ServerReading, part: Part): void {
  for (const path of [['auth'], ['passwd'], ['auth', 'access-token']]) {
    const [raw, line] = part(...path, 'raw');
    if (typeof raw === 'string') server.literal({ key: 'raw', value: raw, line });
    for (const key of ['cmd', 'command', 'keyring']) {
      const [command, at] = part(...path, key);
      if (command !== undefined) server.with('secret', 'command', at);
    }
  }
  const [passwd, line] = part('passwd');
  const raw = valueAt(passwd, 'raw');
  if (typeof raw === 'string') server.literal({ key: 'raw', value: raw, line });
  if (valueAt(passwd, 'cmd') !== undefined || valueAt(passwd, 'command') !== undefined)
    server.with('secret', 'command', line);
}

/** TLS from the start is what nothing else says. */
function securityOf(part: Part): Setting<ConfiguredSecurity> {
  const typed = part('encryption', 'type');
  const [encryption, line] = typed[0] === undefined ? part('encryption') : typed;
  const [starttls, at] = part('starttls');
  const [ssl, off] = part('ssl');
  if (encryption === 'none' || encryption === false) return { value: 'none', line };
  if (encryption === 'start-tls' || encryption === 'starttls') return { value: 'starttls', line };
  if (starttls === true) return { value: 'starttls', line: at };
  if (ssl === false) return { value: 'none', line: off };
  return encryption === undefined ? { value: 'tls' } : { value: 'tls', line };
}
