import type { ConfigurationRemark, ConfiguredSecurity, ConfiguredServer, Setting } from '../../model/configuration.ts';
import { readIni, type Section } from './ini.ts';
import { type Entry, lastOf, type Read, ServerReading, said } from './reading.ts';

/** git-config(1), git-send-email(1): the section sendemail, and those of identities, which take the rest from it. */
export function readGitConfig(text: string): Read {
  const sections = readIni(text, { delimiter: /=/, anyCase: true, value: readValue });
  const shared = sections.filter(({ name }) => /^sendemail$/i.test(name)).flatMap(({ entries }) => entries);
  const identities = sections.filter(({ name }) => /^sendemail\s+"/i.test(name));
  const whole = sections.find(({ name }) => /^sendemail$/i.test(name));
  const servers: ConfiguredServer[] = [];
  const remarks: ConfigurationRemark[] = [];
  const helpers = sections.filter(({ name }) => /^credential\s+"smtp:/i.test(name));
  for (const { line, entries } of [...(whole === undefined ? [] : [{ ...whole, entries: shared }]), ...identities]) {
    const program = lastOf(entries, 'sendmailcmd', 'smtpserver');
    if (program !== undefined && (program.key === 'sendmailcmd' || /^[/~]/.test(program.value))) {
      remarks.push({ kind: 'program', line: program.line, key: program.key, detail: '' });
    }
    const read = readIdentity(line, [...(entries === shared ? [] : shared), ...entries], helpers);
    if (read === undefined) continue;
    servers.push(read.server);
    remarks.push(...read.remarks);
  }
  return { servers, remarks };
}

/** Quotes go away wherever they stand; a backslash takes the next character; `#` and `;` begin a comment. */
function readValue(text: string): string {
  let value = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '\\') value += text[++at] ?? '';
    else if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (char === '#' || char === ';')) break;
    else value += char;
  }
  return value.trim();
}

function readIdentity(line: number, entries: readonly Entry[], helpers: readonly Section[]) {
  const of = (key: string) => lastOf(entries, key);
  const [host, port, user] = [of('smtpserver'), of('smtpserverport'), of('smtpuser')];
  // An absolute path is a program that sends.
  if (host === undefined || /^[/~]/.test(host.value)) return undefined;
  const server = new ServerReading('smtp', line).host(host);
  if (port !== undefined) server.port(port);
  server.user(user);
  const [encryption, old] = [of('smtpencryption'), of('smtpssl')];
  const security: Setting<ConfiguredSecurity> = said(
    modes[encryption?.value ?? (old === undefined ? '' : 'ssl')] ?? 'none',
    encryption ?? old,
  );
  server.usualPort(security.value === 'tls' ? 465 : 25);
  const authorities = of('smtpsslcertpath');
  if (authorities?.value === '') server.with('verification', 'off', authorities.line);
  const password = of('smtppass');
  const helper = helpers.find(({ name }) => name.includes(host.value));
  if (password !== undefined) server.literal(password);
  else server.with('secret', helper === undefined ? undefined : 'command', helper?.line);
  server.with('login', user === undefined ? 'none' : 'password', user?.line);
  const remarks: ConfigurationRemark[] =
    old === undefined ? [] : [{ kind: 'outdated', line: old.line, key: 'smtpssl', detail: 'smtpEncryption = ssl' }];
  return { server: server.read(security), remarks: [...server.remarks, ...remarks] };
}

/** Any other word turns TLS off. */
const modes: Readonly<Record<string, ConfiguredSecurity>> = { ssl: 'tls', tls: 'starttls' };
