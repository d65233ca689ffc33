import { readIni } from './ini.ts';
import { type Entry, lastOf, type Read, ServerReading, said } from './reading.ts';
import { readUrl } from './server-url.ts';

/** accounts.conf as go-ini reads it: `source` and `outgoing` are URLs. */
export function readAerc(text: string): Read {
  const read = readIni(text, { delimiter: /=/, value: readValue }).flatMap(({ entries }) =>
    ['source', 'outgoing'].flatMap((key) => {
      const entry = lastOf(entries, key);
      return entry === undefined ? [] : readSide(entry, lastOf(entries, `${key}-cred-cmd`));
    }),
  );
  return { servers: read.map(({ server }) => server), remarks: read.flatMap(({ remarks }) => remarks) };
}

/** Backticks hold a value as it is; else `#` and `;` begin a comment, and quotes around it go away. */
function readValue(text: string): string {
  const raw = text.trim();
  if (raw.startsWith('`')) return raw.slice(1, raw.lastIndexOf('`'));
  return raw
    .replace(/[#;].*$/, '')
    .trim()
    .replace(/^(['"])(.*)\1$/, '$2');
}

function readSide(entry: Entry, command: Entry | undefined) {
  const url = readUrl(entry);
  if (url === undefined) return [];
  const server = new ServerReading(url.type, entry.line).host({ ...entry, value: url.host });
  if (url.port !== undefined) server.port({ ...entry, value: url.port });
  server.usualPort(url.type === 'imap' ? (url.isTls ? 993 : 143) : url.isTls ? 465 : 587);
  server.with('username', url.username, entry.line);
  const isToken = url.extras.some((one) => one === 'oauthbearer' || one === 'xoauth2');
  server.with('login', isToken ? 'access-token' : url.extras.includes('none') ? 'none' : 'password', entry.line);
  if (url.hasSecret) server.with('secret', 'literal', entry.line);
  else server.with('secret', command === undefined ? undefined : 'command', command?.line);
  const security = url.isTls ? 'tls' : url.extras.includes('insecure') ? 'none' : 'starttls';
  return [{ server: server.read(said(security, entry)), remarks: server.remarks }];
}
