import type { ConfigurationRemark, ConfiguredSecurity, ConfiguredServer, Setting } from '../../model/configuration.ts';
import { isInComment, type Pair, pairsAt } from './literals.ts';
import { type Entry, lastOf, lineAt, type Read, ServerReading, said } from './reading.ts';
import { readVariables } from './variables.ts';

/** Services of Nodemailer's table that are asked for most. */
const services: Readonly<Record<string, string>> = {
  gmail: 'smtp.gmail.com',
  outlook365: 'smtp.office365.com',
  hotmail: 'smtp-mail.outlook.com',
  yahoo: 'smtp.mail.yahoo.com',
  icloud: 'smtp.mail.me.com',
  fastmail: 'smtp.fastmail.com',
  zoho: 'smtp.zoho.com',
  sendgrid: 'smtp.sendgrid.net',
  mailgun: 'smtp.mailgun.org',
};

const mostTransports = 20;

/** Transports of Nodemailer: the argument of createTransport in a program, or an object of JSON. */
export function readNodemailer(text: string): Read {
  const servers: ConfiguredServer[] = [];
  const remarks: ConfigurationRemark[] = [];
  const calls = [...text.matchAll(/\bcreateTransport(?:er)?\s*(?:<[^<>()]{0,200}>)?\(\s*/g)]
    .slice(0, mostTransports)
    .filter(({ index }) => !isInComment(text, index))
    .map((call) => call.index + call[0].length);
  const objects = calls.length > 0 ? calls : text.trimStart().startsWith('{') ? [text.indexOf('{')] : [];
  for (const at of objects) {
    const argument = text.slice(at, at + 2048);
    const [, url] = /^["'`]([^"'`\s]*)["'`]/.exec(argument) ?? [];
    const name = /^([A-Za-z_$][\w$]*)\s*[,)]/.exec(argument)?.[1];
    const from = name === undefined ? at : objectNamed(name, text);
    const read =
      url !== undefined
        ? readVariables([{ key: 'createTransport', value: url, line: lineAt(text, at) }], 'env')
        : from === undefined || /^[\w$]+[.?[]/.test(argument)
          ? madeElsewhere(text, at)
          : readObject(pairsAt(text, from), lineAt(text, from));
    servers.push(...read.servers);
    remarks.push(...read.remarks);
  }
  return { servers, remarks };
}

/** Where the object of `const name = { … }` begins. */
function objectNamed(name: string, text: string): number | undefined {
  const pattern = new RegExp(`\\b(?:const|let|var)\\s+${name.replaceAll('$', '\\$')}\\b[^=\\n]{0,100}=\\s*(?=\\{)`);
  const found = pattern.exec(text);
  return found === null ? undefined : found.index + found[0].length;
}

/** There is a transport, and nobody can tell which. */
const madeElsewhere = (text: string, at: number): Read => ({
  servers: [new ServerReading('smtp', lineAt(text, at)).read({ value: 'unknown' })],
  remarks: [],
});

function readObject(all: readonly Pair[], line: number): Read {
  // A transport may be part of a larger object: `{"smtp": {"host": …}}`.
  const base = all.find(({ key }) => /(?:^|\.)(?:host|service)$/.test(key))?.key.replace(/(?:host|service)$/, '') ?? '';
  const pairs = all
    .filter(({ key }) => key.startsWith(base))
    .map((one) => ({ ...one, key: one.key.slice(base.length) }));
  const of = (name: string) => lastOf(pairs, name) as Pair | undefined;
  const literal = (name: string): Entry | undefined => {
    const found = of(name);
    return found?.isLiteral === true ? found : undefined;
  };
  const [host, service] = [literal('host'), literal('service')];
  if (of('host') === undefined && of('service') === undefined) return { servers: [], remarks: [] };
  const server = new ServerReading('smtp', line);
  const known = services[service?.value.toLowerCase() ?? ''];
  if (host !== undefined) server.host(host);
  else if (service !== undefined && known !== undefined) server.host({ ...service, value: known });
  const [port, user, secret] = [literal('port'), literal('auth.user'), of('auth.pass')];
  if (port !== undefined) server.port(port);
  server.user(user);
  if (secret?.isLiteral === false) server.with('secret', 'variable', secret.line);
  else server.literal(secret);
  const isToken = /^oauth2$/i.test(literal('auth.type')?.value ?? '');
  server.with(
    'login',
    isToken ? 'access-token' : of('auth.user') === undefined ? 'none' : 'password',
    of('auth.user')?.line,
  );
  const security = securityOf(of, known !== undefined && host === undefined ? service : undefined);
  if (of('port') === undefined) server.usualPort(security.value === 'tls' ? 465 : 587);
  const [verified, checked] = [of('tls.rejectUnauthorized'), of('tls.checkServerIdentity')];
  if (verified?.value === 'false') server.with('verification', 'off', verified.line);
  else if (checked !== undefined) server.with('verification', 'no-name', checked.line);
  const oldest = of('tls.minVersion') ?? of('tls.secureProtocol');
  server.with(
    'oldTls',
    /^(?:SSLv|TLSv1(?:_method|\.1|_1_method)?$)/.test(oldest?.value ?? '') ? oldest?.value : undefined,
    oldest?.line,
  );
  return { servers: [server.read(security)], remarks: server.remarks };
}

function securityOf(of: (name: string) => Pair | undefined, service: Entry | undefined): Setting<ConfiguredSecurity> {
  const [secure, required, ignored] = [of('secure'), of('requireTLS'), of('ignoreTLS')];
  if (secure?.value === 'true') return said('tls', secure);
  if (secure !== undefined && !secure.isLiteral) return said('unknown', secure);
  if (secure === undefined && (service !== undefined || of('port')?.value === '465'))
    return said('tls', service ?? of('port'));
  if (ignored?.value === 'true') return said('none', ignored);
  return required?.value === 'true' ? said('starttls', required) : said('opportunistic', secure ?? required);
}
