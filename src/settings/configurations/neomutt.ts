import type { ConfigurationRemark, ConfiguredServer } from '../../model/configuration.ts';
import { type Entry, isNo, lastOf, numbered, type Read, ServerReading, said } from './reading.ts';
import { readUrl } from './server-url.ts';

/** A value, and whether what stands there is run or filled in. */
interface Assignment extends Entry {
  readonly isMade: boolean;
}

/** muttrc(5): `set a = 'b'`, several in a line; `unset a`; a line goes on behind a backslash. */
export function readMuttrc(text: string): Read {
  const set = assignmentsIn(text);
  const of = (...keys: string[]) => lastOf(set, ...keys) as Assignment | undefined;
  const servers: ConfiguredServer[] = [];
  const remarks: ConfigurationRemark[] = [];
  for (const { url, user, secret } of [
    {
      url: imapUrl(of('folder'), of('spoolfile', 'spool_file')),
      user: of('imap_user', 'imap_login'),
      secret: of('imap_pass'),
    },
    { url: of('smtp_url'), user: undefined, secret: of('smtp_pass') },
    { url: of('pop_host'), user: of('pop_user'), secret: of('pop_pass') },
  ]) {
    const read = url === undefined || url.isMade ? undefined : readUrl(url);
    if (read === undefined || url === undefined) continue;
    const server = new ServerReading(read.type, url.line);
    server.host({ ...url, value: read.host });
    if (read.port !== undefined) server.port({ ...url, value: read.port });
    server.usualPort(usual[read.type][read.isTls ? 0 : 1]);
    if (user !== undefined) server.with('username', user.value, user.line);
    else server.with('username', read.username, url.line);
    const verify = of('ssl_verify_host');
    if (verify !== undefined && isNo(verify.value)) server.with('verification', 'no-name', verify.line);
    const token = of(`${read.type}_oauth_refresh_command`);
    server.with('login', token === undefined ? 'password' : 'access-token', token?.line);
    if (token !== undefined) server.with('secret', 'command', token.line);
    else if (secret !== undefined) server.with('secret', secret.isMade ? 'command' : 'literal', secret.line);
    else if (read.hasSecret) server.with('secret', 'literal', url.line);
    servers.push(server.read(read.isTls ? said('tls', url) : plainOf(url, of('ssl_force_tls'), of('ssl_starttls'))));
    remarks.push(...server.remarks);
  }
  const old = ['ssl_use_sslv2', 'ssl_use_sslv3', 'ssl_use_tlsv1', 'ssl_use_tlsv1_1'].map((key) => of(key));
  const asked = old.find((one) => one !== undefined && !isNo(one.value));
  const dated = of('ssl_verify_dates');
  return {
    servers: servers.map((one) => ({
      ...one,
      ...(asked === undefined ? {} : { oldTls: { value: asked.key.replace('ssl_use_', ''), line: asked.line } }),
      ...(dated !== undefined && isNo(dated.value)
        ? { verification: { value: 'off', line: dated.line } as const }
        : {}),
    })),
    remarks,
  };
}

const usual = { imap: [993, 143], smtp: [465, 25], pop3: [995, 110] } as const;

/** `spoolfile` may name the server where `folder` does not. */
const imapUrl = (folder: Assignment | undefined, spool: Assignment | undefined): Assignment | undefined =>
  [folder, spool].find((one) => one !== undefined && /^imaps?:/i.test(one.value));

/** Without being forced, mutt before 2.0 goes on in plain text where STARTTLS is not offered. */
const plainOf = (url: Entry, force: Entry | undefined, starttls: Entry | undefined) => {
  if (force !== undefined && !isNo(force.value)) return said('starttls' as const, force);
  if (starttls !== undefined && isNo(starttls.value)) return said('none' as const, starttls);
  return said('opportunistic' as const, force ?? url);
};

function assignmentsIn(text: string): Assignment[] {
  const found: Assignment[] = [];
  let pending = '';
  let from = 0;
  for (const { text: one, line } of numbered(text)) {
    if (pending === '') from = line;
    pending += one;
    if (pending.endsWith('\\')) {
      pending = pending.slice(0, -1);
      continue;
    }
    found.push(...assignmentsOf(pending, from));
    pending = '';
  }
  return found;
}

function assignmentsOf(command: string, line: number): Assignment[] {
  const [, verb = '', rest = ''] = /^\s*(set|unset|reset)\s+(.*)$/.exec(command) ?? [];
  if (verb === 'unset') return rest.split(/\s+/).map((key) => ({ key, value: 'no', line, isMade: false }));
  if (verb !== 'set') return [];
  const found: Assignment[] = [];
  const pattern = /\s*(no|inv)?(?:my_)?([a-z0-9_]+)\s*(?:=\s*("(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`|[^\s;#]*))?|[;#].*/gy;
  for (let match = pattern.exec(rest); match !== null && match[0] !== ''; match = pattern.exec(rest)) {
    const [, negated, name, word] = match;
    if (name === undefined) break;
    if (word === undefined) {
      const key = name.startsWith('no') && negated === undefined ? name.slice(2) : name;
      found.push({ key, value: negated === 'no' || key !== name ? 'no' : 'yes', line, isMade: false });
      continue;
    }
    const isLiteral = word.startsWith("'");
    const value = word.replace(/^(["'`])(.*)\1$/, '$2');
    found.push({
      key: name,
      value: isLiteral ? value : value.replace(/\\(.)/g, '$1'),
      line,
      isMade: !isLiteral && /[`$]/.test(word),
    });
  }
  return found;
}
