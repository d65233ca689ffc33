import { parse, TomlError } from 'smol-toml';
import type { ConfigurationRemark, ConfiguredServer } from '../../model/configuration.ts';
import { isTable, readOldAccount, type Table, tableAt } from './himalaya-old.ts';
import { numbered, type Read, ServerReading } from './reading.ts';
import { readUrl } from './server-url.ts';

/** config.toml of himalaya 2: `imap` and `smtp` of each account; and what versions 0 and 1 had in their place. */
export function readHimalaya(text: string): Read {
  let root: unknown;
  try {
    root = parse(text);
  } catch (error) {
    // Too deep for the parser is as unreadable as what breaks the grammar.
    if (!(error instanceof TomlError) && !(error instanceof RangeError)) throw error;
    const line = error instanceof TomlError ? error.line : 1;
    return { servers: [], remarks: [{ kind: 'invalid', line, key: 'TOML', detail: 'it cannot be read' }] };
  }
  const lines = linesOf(text);
  const servers: ConfiguredServer[] = [];
  const remarks: ConfigurationRemark[] = [];
  const accounts = tableAt(root, 'accounts');
  // Version 0 had the accounts at the top.
  for (const [name, account] of Object.entries(accounts ?? (isTable(root) ? root : {}))) {
    const path = accounts === undefined ? [name] : ['accounts', name];
    for (const side of ['imap', 'smtp'] as const) {
      const table = tableAt(account, side);
      const lineOf = (...more: readonly string[]) => lines([...path, side, ...more]);
      const read = table === undefined ? undefined : readSide(side, table, lineOf);
      if (read === undefined) continue;
      servers.push(read.server);
      remarks.push(...read.remarks);
    }
    const old = readOldAccount(isTable(account) ? account : {}, (...more) => lines([...path, ...more]));
    servers.push(...old.servers);
    remarks.push(...old.remarks);
  }
  return { servers, remarks };
}

function readSide(side: 'imap' | 'smtp', table: Table, lineOf: (...path: readonly string[]) => number) {
  const { server: written } = table;
  if (typeof written !== 'string') return undefined;
  const line = lineOf('server');
  // A bare host is TLS from the start.
  const url = readUrl({ value: /^\w+:\/\//.test(written) ? written : `${side}s://${written}` });
  if (url === undefined) return undefined;
  const server = new ServerReading(side, line).host({ key: 'server', value: url.host, line });
  if (url.port !== undefined) server.port({ key: 'server', value: url.port, line });
  server.usualPort(side === 'imap' ? (url.isTls ? 993 : 143) : url.isTls ? 465 : 587);
  const [mechanism, settings] = Object.entries(tableAt(table, 'sasl') ?? {})[0] ?? [];
  if (mechanism !== undefined && isTable(settings)) {
    const isToken = mechanism === 'oauthbearer' || mechanism === 'xoauth2';
    server.with('login', isToken ? 'access-token' : 'password', lineOf('sasl', mechanism, 'username'));
    if (typeof settings.username === 'string') {
      server.with('username', settings.username, lineOf('sasl', mechanism, 'username'));
    }
    const key = isToken ? 'token' : 'password';
    const kept = tableAt(settings, key);
    if (typeof kept?.raw === 'string' || typeof settings[key] === 'string') {
      server.with('secret', 'literal', lineOf('sasl', mechanism, key, 'raw'));
    } else if (kept?.command !== undefined) server.with('secret', 'command', lineOf('sasl', mechanism, key, 'command'));
  }
  const starttls = table.starttls === true;
  const security = url.isTls ? 'tls' : starttls ? 'starttls' : 'none';
  const at = security === 'starttls' ? lineOf('starttls') : line;
  return { server: server.read({ value: security, line: at }), remarks: server.remarks };
}

/** Where a key stands, or the nearest of what holds it: the parser does not tell. */
function linesOf(text: string): (path: readonly string[]) => number {
  const known = new Map<string, number>();
  let table: readonly string[] = [];
  for (const { text: one, line } of numbered(text)) {
    const header = /^\s*\[\[?([^\]]*)\]/.exec(one)?.[1];
    const key = header ?? /^\s*([A-Za-z0-9_."'-]+(?:\s*\.\s*[A-Za-z0-9_"'-]+)*)\s*=/.exec(one)?.[1];
    if (key === undefined) continue;
    const path = key.split('.').map((part) => part.trim().replace(/^(["'])(.*)\1$/, '$2'));
    if (header !== undefined) table = path;
    const whole = header === undefined ? [...table, ...path] : path;
    for (let length = 1; length <= whole.length; length++) {
      const name = whole.slice(0, length).join('\0');
      if (length === whole.length || !known.has(name)) known.set(name, line);
    }
  }
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const line = known.get(path.slice(0, length).join('\0'));
      if (line !== undefined) return line;
    }
    return 1;
  };
}
