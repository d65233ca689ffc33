import type { ConfigurationRemark, ConfiguredSecurity, Setting } from '../../model/configuration.ts';
import { type Entry, isYes, lastOf, numbered, type Read, ServerReading, said } from './reading.ts';

/** An assignment, and whether its value is a literal that can be read. */
interface Assignment extends Entry {
  readonly isLiteral: boolean;
}

/** settings.py of Django: literals of EMAIL_…; what is computed is open. */
export function readDjango(text: string): Read {
  const set = assignmentsIn(text);
  const of = (name: string) => lastOf(set, name) as Assignment | undefined;
  const literal = (name: string) => {
    const found = of(name);
    return found?.isLiteral === true ? found : undefined;
  };
  const begin = of('EMAIL_HOST') ?? of('EMAIL_PORT');
  if (begin === undefined) return { servers: [], remarks: [] };
  const server = new ServerReading('smtp', begin.line);
  const [host, port, user, secret] = [
    literal('EMAIL_HOST'),
    literal('EMAIL_PORT'),
    literal('EMAIL_HOST_USER'),
    of('EMAIL_HOST_PASSWORD'),
  ];
  if (host !== undefined) server.host(host);
  if (port !== undefined) server.port(port);
  if (of('EMAIL_PORT') === undefined) server.usualPort(25);
  server.user(user);
  if (secret?.isLiteral === false) server.with('secret', 'variable', secret.line);
  else server.literal(secret);
  server.with('login', of('EMAIL_HOST_USER') === undefined ? 'none' : 'password', of('EMAIL_HOST_USER')?.line);
  const [ssl, tls] = [of('EMAIL_USE_SSL'), of('EMAIL_USE_TLS')];
  const remarks: ConfigurationRemark[] = [];
  if (isYes(ssl?.value) && isYes(tls?.value) && ssl !== undefined) {
    remarks.push({ kind: 'contradiction', line: ssl.line, key: 'EMAIL_USE_SSL', detail: 'EMAIL_USE_TLS' });
  }
  return { servers: [server.read(securityOf(ssl, tls))], remarks: [...server.remarks, ...remarks] };
}

function securityOf(ssl: Assignment | undefined, tls: Assignment | undefined): Setting<ConfiguredSecurity> {
  if (isYes(ssl?.value)) return said('tls', ssl);
  if (isYes(tls?.value)) return said('starttls', tls);
  const open = [ssl, tls].find((one) => one !== undefined && !one.isLiteral);
  return open === undefined ? said('none', tls ?? ssl) : said('unknown', open);
}

function assignmentsIn(text: string): Assignment[] {
  return numbered(text).flatMap(({ text: one, line }) => {
    const [, key, rest = ''] = /^\s*(EMAIL_[A-Z_]+)\s*(?::\s*\w+\s*)?=\s*(.*)$/.exec(one) ?? [];
    if (key === undefined) return [];
    const [, mark, quoted] = /^[rub]?("|')((?:(?!\1)[^\\]|\\.)*)\1\s*(?:#.*)?$/i.exec(rest) ?? [];
    const bare = /^(?:True|False|None|\d+)(?=\s*(?:#.*)?$)/.exec(rest)?.[0];
    return [
      {
        key,
        value: mark === undefined ? (bare ?? 'made') : (quoted ?? '').replace(/\\(.)/g, '$1'),
        line,
        isLiteral: mark !== undefined || bare !== undefined,
      },
    ];
  });
}
