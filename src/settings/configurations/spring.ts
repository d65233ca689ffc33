import { isMap, isScalar, LineCounter, parseAllDocuments } from 'yaml';
import type { ConfiguredSecurity, Setting } from '../../model/configuration.ts';
import { isTooDeep } from '../yaml-depth.ts';
import { type Entry, isNo, isYes, lastOf, numbered, oldVersion, type Read, ServerReading, said } from './reading.ts';
import { quick } from './yaml.ts';

/** application.properties: names and values of Java (java.util.Properties). */
export function readProperties(text: string): Entry[] {
  const entries: Entry[] = [];
  let pending: { text: string; line: number } | undefined;
  for (const { text: one, line } of numbered(text)) {
    if (pending === undefined && /^\s*(?:[#!].*)?$/.test(one)) continue;
    const whole: { text: string; line: number } =
      pending === undefined
        ? { text: one.trimStart(), line }
        : { text: pending.text + one.trimStart(), line: pending.line };
    if (/(?:^|[^\\])(?:\\\\)*\\$/.test(one)) {
      pending = { ...whole, text: whole.text.slice(0, -1) };
      continue;
    }
    pending = undefined;
    const [, key = '', value = ''] = /^((?:[^\\:=\s]|\\.)+)\s*[=:\s]?\s*(.*)$/.exec(whole.text) ?? [];
    entries.push({ key: unescaped(key), value: unescaped(value), line: whole.line });
  }
  return entries;
}

const unescaped = (text: string): string =>
  text.replace(/\\(?:u([\da-f]{4})|(.))/gi, (_, code: string | undefined, char: string) =>
    code === undefined ? char : String.fromCharCode(Number.parseInt(code, 16)),
  );

/** application.yaml: the same names, as a tree; a document for a profile is added to those that are for all. */
export function readSpringYaml(text: string): Read {
  if (isTooDeep(text)) return { servers: [], remarks: [] };
  const counter = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: counter, ...quick });
  const documents = (Array.isArray(parsed) ? parsed : [])
    .slice(0, mostDocuments)
    .map(({ contents }) => entriesOf(contents, counter));
  const shared = documents.filter((entries) => !isForProfile(entries)).flat();
  const reads = [
    readSpring(shared),
    ...documents
      .filter((entries) => isForProfile(entries) && entries.some(({ key }) => key === 'spring.mail.host'))
      .map((entries) => readSpring([...shared, ...entries])),
  ];
  return { servers: reads.flatMap(({ servers }) => servers), remarks: reads.flatMap(({ remarks }) => remarks) };
}

const mostDocuments = 20;

const isForProfile = (entries: readonly Entry[]): boolean =>
  entries.some(({ key }) => key === 'spring.config.activate.on-profile' || key === 'spring.profiles');

function entriesOf(root: unknown, counter: LineCounter): Entry[] {
  const entries: Entry[] = [];
  const walk = (node: unknown, path: string, depth: number): void => {
    if (!isMap(node) || depth > 20) return;
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue;
      const name = path === '' ? String(key.value) : `${path}.${String(key.value)}`;
      if (isScalar(value)) {
        const line = counter.linePos(key.range?.[0] ?? 0).line;
        entries.push({ key: name, value: value.value === null ? '' : String(value.value), line });
      } else walk(value, name, depth + 1);
    }
  };
  walk(root, '', 0);
  return entries;
}

/** spring.mail of Spring Boot, and the properties that it hands to JavaMail. */
export function readSpring(entries: readonly Entry[]): Read {
  const mail = (name: string) => lastOf(entries, `spring.mail.${name}`);
  const host = mail('host');
  if (host === undefined) return { servers: [], remarks: [] };
  const isSmtps = /^smtps$/i.test(mail('protocol')?.value ?? '');
  const property = (name: string) =>
    lastOf(
      entries,
      `spring.mail.properties.mail.smtp.${name}`,
      ...(isSmtps ? [`spring.mail.properties.mail.smtps.${name}`] : []),
    );
  const server = new ServerReading('smtp', host.line).host(host);
  const [port, user, secret] = [mail('port'), mail('username'), mail('password')];
  if (port !== undefined) server.port(port);
  if (user !== undefined && !isFilledIn(user)) server.user(user);
  if (secret !== undefined && isFilledIn(secret)) server.with('secret', 'variable', secret.line);
  else server.literal(secret);
  server.with('login', user === undefined ? 'none' : 'password', user?.line);
  const security = securityOf(property, isSmtps ? mail('protocol') : undefined);
  server.usualPort(security.value === 'tls' ? 465 : 25);
  const [trust, identity] = [property('ssl.trust'), property('ssl.checkserveridentity')];
  if (trust?.value.split(/\s+/).includes('*')) server.with('verification', 'off', trust.line);
  else if (identity !== undefined && isNo(identity.value)) server.with('verification', 'no-name', identity.line);
  const versions = property('ssl.protocols');
  server.with('oldTls', oldVersion(versions?.value ?? ''), versions?.line);
  const remarks = entries
    .filter(({ key }) => /^spring\.mail\.properties\.mail\.smtps?\.socketFactory\.class$/.test(key))
    .map(({ key, line }) => ({
      kind: 'outdated' as const,
      line,
      key: key.slice(23),
      detail: 'mail.smtp.ssl.enable=true',
    }));
  return { servers: [server.read(security)], remarks: [...server.remarks, ...remarks] };
}

/** Spring puts something in for `${…}` and nothing else. */
const isFilledIn = ({ value }: Entry): boolean => value.includes('${');

function securityOf(
  property: (name: string) => Entry | undefined,
  smtps: Entry | undefined,
): Setting<ConfiguredSecurity> {
  const [ssl, factory] = [property('ssl.enable'), property('socketFactory.class')];
  const [start, required] = [property('starttls.enable'), property('starttls.required')];
  const tls = [smtps, isYes(ssl?.value) ? ssl : undefined, factory].find((one) => one !== undefined);
  if (tls !== undefined) return said('tls', tls);
  if (isYes(required?.value)) return said('starttls', required);
  return isYes(start?.value) ? said('opportunistic', start) : said('none', start);
}
