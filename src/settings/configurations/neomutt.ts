import type { ConfigurationRemark, ConfiguredServer } from '../../model/configuration.ts';
import { type Entry, isNo, lastOf, numbered, type Read, ServerReading, said } from './reading.ts';
import { readUrl } from './server-url.ts';

/** A value, and whether what stands there is run or filled in. */
interface Assignment extends Entry {
  readonly isMade: boolean;
}

/** muttrc(5): `set a = 'b'`, several in a line; `unset a`; a line goes on behind a backslash. */
export function readMuttrc(text: string): Read {
  const set = filledIn(assignmentsIn(text));
  const of = (...keys: string[]) => lastOf(set, ...keys) as Assignment | undefined;
  const servers: ConfiguredServer[] = [];
  const remarks: ConfigurationRemark[] = [];
  for (const { url, user, secret } of [
    {
      url: imapUrl(of('folder'), of('spoolfile', 'spool_file')),
      user: of('imap_user', 'imap_login'),
      secret: of('imap_pass'),
    },
    { url: of('smtp_url'), user: of('smtp_user'), secret: of('smtp_pass') },
    { url: of('pop_host'), user: of('pop_user'), secret: of('pop_pass') },
  ]) {
    const read = url === undefined ? undefined : readUrl(url);
    if (read === undefined || url === undefined) continue;
    const server = new ServerReading(read.type, url.line);
    const isFilledIn = (part: string): boolean => url.isMade && /[`$]/.test(part);
    server.host({ ...url, value: isFilledIn(read.host) ? '' : read.host });
    if (read.port !== undefined) server.port({ ...url, value: read.port });
    server.usualPort(usual[read.type][read.isTls ? 0 : 1]);
    if (read.username !== undefined && !isFilledIn(read.username)) server.with('username', read.username, url.line);
    else if (user?.isMade === false) server.user(user);
    const verify = of('ssl_verify_host');
    if (verify !== undefined && isNo(verify.value)) server.with('verification', 'no-name', verify.line);
    const token = of(`${read.type}_oauth_refresh_command`);
    server.with('login', token === undefined ? 'password' : 'access-token', token?.line);
    if (token !== undefined) server.with('secret', 'command', token.line);
    else if (secret?.isMade === true) server.with('secret', 'command', secret.line);
    else if (secret !== undefined) server.literal(secret);
    else if (read.hasSecret) server.with('secret', 'literal', url.line);
    servers.push(server.read(read.isTls ? said('tls', url) : plainOf(url, of('ssl_force_tls'))));
    remarks.push(...server.remarks);
  }
  const old = ['ssl_use_sslv2', 'ssl_use_sslv3', 'ssl_use_tlsv1', 'ssl_use_tlsv1_1'].map((key) => of(key));
  const asked = old.find((one) => one !== undefined && !isNo(one.value));
  const dated = of('ssl_verify_dates');
  const program = of('sendmail');
  if (program !== undefined && program.value !== '' && of('smtp_url') === undefined) {
    remarks.push({ kind: 'program', line: program.line, key: 'sendmail', detail: '' });
  }
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

/** STARTTLS is forced by default since mutt 2.0 and NeoMutt 2020-11-20. */
const plainOf = (url: Entry, force: Entry | undefined) =>
  force !== undefined && isNo(force.value)
    ? said('opportunistic' as const, force)
    : said('starttls' as const, force ?? url);

/** With `$name` replaced by what was set further up, and the line of what stands for all of a value. */
function filledIn(all: readonly Assignment[]): Assignment[] {
  const known = new Map<string, Assignment>();
  return all.map((one) => {
    const whole = /^\$\{?([a-z0-9_]+)\}?$/.exec(one.value)?.[1];
    const from = whole === undefined || !one.isMade ? undefined : known.get(whole);
    const value = one.isMade
      ? one.value.slice(0, longestValue).replace(/\$\{?([a-z0-9_]+)\}?/g, (found, name: string) => {
          const other = known.get(name);
          return other === undefined || other.isMade || other.value.length > longestFilled ? found : other.value;
        })
      : one.value;
    const filled: Assignment =
      from !== undefined && !from.isMade
        ? { ...from, key: one.key }
        : { ...one, value, isMade: one.isMade && /[`$]/.test(value) };
    known.set(one.key, filled);
    return filled;
  });
}

const longestValue = 1024;
const longestFilled = 256;

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
  const pattern = /\s*(no|inv)?([a-z0-9_]+)\s*(?:=\s*("(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`|[^\s;#]*))?|[;#].*/gy;
  for (let match = pattern.exec(rest); match !== null && match[0] !== ''; match = pattern.exec(rest)) {
    const [, negated, name, word] = match;
    if (name === undefined) break;
    if (word === undefined) {
      const key = name.startsWith('no') && negated === undefined ? name.slice(2) : name;
      found.push({ key, value: negated === 'no' || key !== name ? 'no' : 'yes', line, isMade: false });
      continue;
    }
    const isLiteral = word.startsWith("'");
    const value = word.replace(/^(["'])(.*)\1$/, '$2');
    found.push({
      key: name,
      value: isLiteral ? value : value.replace(/\\(.)/g, '$1'),
      line,
      isMade: !isLiteral && /[`$]/.test(word.replace(/\\./g, '')),
    });
  }
  return found;
}
