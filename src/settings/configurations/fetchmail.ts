import type { ConfigurationRemark, ConfiguredSecurity, ConfiguredServer, Setting } from '../../model/configuration.ts';
import { type Entry, oldVersion, type Read, ServerReading, said } from './reading.ts';

interface Word {
  readonly text: string;
  readonly line: number;
  readonly isQuoted: boolean;
}

/** Words that take the next one as their value, by what they mean (fetchmail(1), THE RUN CONTROL FILE). */
const taking: Readonly<Record<string, string>> = {
  ...{ via: 'via', proto: 'protocol', protocol: 'protocol', port: 'port', service: 'port' },
  ...{ user: 'username', username: 'username', pass: 'password', password: 'password' },
  ...{ sslproto: 'sslproto', sslfingerprint: 'sslfingerprint', sslcertfile: 'other', sslcertpath: 'other' },
  ...{ sslcommonname: 'sslcommonname', mda: 'other', smtphost: 'other', folder: 'other', timeout: 'other' },
  ...{
    plugin: 'plugin',
    plugout: 'other',
    preconnect: 'other',
    postconnect: 'other',
    sslcert: 'other',
    sslkey: 'other',
  },
  ...{ is: 'other', to: 'other', set: 'other', logfile: 'other', postmaster: 'other', auth: 'other' },
};

/** Entries that begin with `poll`; each user of one is a server. */
export function readFetchmail(text: string): Read {
  const servers: ConfiguredServer[] = [];
  const remarks: ConfigurationRemark[] = [];
  for (const { host, line, entries } of pollsIn(wordsIn(text))) {
    const users = splitByUser(entries);
    for (const one of users) {
      const read = readUser(host, line, one);
      servers.push(read.server);
      remarks.push(...read.remarks);
    }
  }
  return { servers, remarks };
}

function wordsIn(text: string): Word[] {
  const words: Word[] = [];
  let line = 1;
  const pattern = /\n|#[^\n]*|"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'|[^\s#"';:,=]+|[\s\S]/g;
  for (const [found, double, single] of text.matchAll(pattern)) {
    if (found === '\n') line++;
    else if (double !== undefined || single !== undefined) {
      words.push({ text: (double ?? single ?? '').replace(/\\(.)/g, '$1'), line, isQuoted: true });
    } else if (/^[^\s#;:,=]/.test(found)) words.push({ text: found, line, isQuoted: false });
  }
  return words;
}

const mostDefaults = 50;

function pollsIn(words: readonly Word[]): { host: Word; line: number; entries: Entry[] }[] {
  const polls: { host: Word; line: number; entries: Entry[] }[] = [];
  /** For every entry that follows. */
  const defaults: Entry[] = [];
  let isDefaults = false;
  const take = (entry: Entry): void => {
    (isDefaults ? defaults : polls.at(-1)?.entries)?.push(entry);
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Word;
    const next = words[at + 1];
    const name = word.isQuoted ? '' : word.text.toLowerCase();
    if ((name === 'poll' || name === 'server' || name === 'skip') && next !== undefined) {
      polls.push({ host: next, line: word.line, entries: defaults.slice(0, mostDefaults) });
      isDefaults = false;
      at++;
      continue;
    }
    if (name === 'defaults') {
      isDefaults = true;
      continue;
    }
    const known = taking[name];
    if (known !== undefined && next !== undefined) {
      take({ key: known, value: next.text, line: word.line });
      at++;
    } else if (name === 'no' && next !== undefined) {
      take({ key: next.text.toLowerCase(), value: 'no', line: word.line });
      at++;
    } else if (name !== '') {
      const isNo = /^no(?=ssl)/.test(name);
      take({ key: isNo ? name.slice(2) : name, value: isNo ? 'no' : 'yes', line: word.line });
    }
  }
  return polls;
}

/** What stands before the first user is for all of them. */
function splitByUser(entries: readonly Entry[]): (readonly Entry[])[] {
  const starts = entries.flatMap(({ key }, index) => (key === 'username' ? [index] : []));
  if (starts.length === 0) return [entries];
  const shared = entries.slice(0, starts[0]);
  return starts.map((from, index) => [...shared, ...entries.slice(from, starts[index + 1])]);
}

function readUser(name: Word, line: number, entries: readonly Entry[]) {
  const of = (key: string) => entries.findLast((one) => one.key === key);
  const protocol = of('protocol');
  const isPop = /^pop/i.test(protocol?.value ?? '') || protocol === undefined;
  const server = new ServerReading(isPop ? 'pop3' : 'imap', line);
  const [via, port, user, ssl] = [of('via'), of('port'), of('username'), of('ssl')];
  server.host(via ?? { key: 'poll', value: name.text, line: name.line });
  if (port !== undefined) server.port(port);
  const plugin = of('plugin');
  // A program of its own may speak TLS.
  const security = plugin === undefined ? securityOf(ssl, of('sslproto')) : said('unknown' as const, plugin);
  server.usualPort((isPop ? [995, 110] : [993, 143])[security.value === 'tls' ? 0 : 1] as number);
  server.user(user);
  const [check, pin] = [of('sslcertck'), of('sslfingerprint')];
  if (check?.value === 'no') server.with('verification', 'off', check.line);
  else if (pin !== undefined) server.with('verification', 'pinned', pin.line);
  const version = of('sslproto');
  server.with('oldTls', oldVersion(version?.value.replace(/\+$/, '') ?? ''), version?.line);
  server.literal(of('password'));
  server.with('login', 'password', user?.line);
  return { server: server.read(security), remarks: server.remarks };
}

/** Without `ssl`, a value of sslproto makes STARTTLS required; an empty one turns it off. */
function securityOf(ssl: Entry | undefined, version: Entry | undefined): Setting<ConfiguredSecurity> {
  if (ssl?.value === 'yes') return said('tls', ssl);
  if (version === undefined || /^auto$/i.test(version.value)) return said('opportunistic', version);
  return said(version.value === '' ? 'none' : 'starttls', version);
}
