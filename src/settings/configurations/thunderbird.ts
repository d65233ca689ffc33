import type { ConfigurationRemark, ConfiguredSecurity, ConfiguredServer } from '../../model/configuration.ts';
import { type Tag, tagsIn } from './markup.ts';
import { type Read, ServerReading } from './reading.ts';

const types = { imap: 'imap', pop3: 'pop3', smtp: 'smtp' } as const;

const modes: Readonly<Record<string, ConfiguredSecurity>> = {
  ssl: 'tls',
  tls: 'tls',
  starttls: 'starttls',
  plain: 'none',
};

/** Autoconfig files: every incomingServer and outgoingServer of a type that mail programs fetch and send by. */
export function readAutoconfigFile(text: string): Read {
  const tags = tagsIn(text);
  const servers: ConfiguredServer[] = [];
  const remarks: ConfigurationRemark[] = [];
  for (const [index, { name, attributes, line }] of tags.entries()) {
    if (name !== 'incomingServer' && name !== 'outgoingServer') continue;
    const word = /\btype\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1]?.toLowerCase() ?? '';
    const type = types[word as keyof typeof types];
    if (type === undefined) continue;
    const end = tags.findIndex((one, at) => at > index && one.name === `/${name}`);
    const read = readServer(new ServerReading(type, line), tags.slice(index + 1, end < 0 ? undefined : end), line);
    servers.push(read.server);
    remarks.push(...read.remarks);
  }
  return { servers, remarks };
}

function readServer(server: ServerReading, tags: readonly Tag[], line: number) {
  const of = (name: string) => tags.find((one) => one.name === name);
  const [host, port, socket, user] = [of('hostname'), of('port'), of('socketType'), of('username')];
  if (host !== undefined && !host.text.includes('%'))
    server.host({ key: 'hostname', value: host.text, line: host.line });
  if (port !== undefined) server.port({ key: 'port', value: port.text, line: port.line });
  if (user !== undefined) server.with('username', user.text, user.line);
  const methods = tags.filter(({ name }) => name === 'authentication').map(({ text }) => text.toLowerCase());
  const isToken = methods.length > 0 && methods.every((method) => method === 'oauth2');
  const isFree = methods.length > 0 && methods.every((method) => method === 'none' || method === 'client-ip-address');
  server.with('login', isToken ? 'access-token' : isFree ? 'none' : 'password', of('authentication')?.line);
  const password = of('password');
  if (password !== undefined) server.literal({ key: 'password', value: password.text, line: password.line });
  const mode = modes[socket?.text.toLowerCase() ?? ''];
  if (mode === undefined) {
    const detail = 'SSL, STARTTLS or plain';
    server.remarks.push({
      kind: 'invalid',
      line: socket?.line ?? line,
      key: 'socketType',
      detail: `it has to be ${detail}`,
    });
  }
  return { server: server.read({ value: mode ?? 'unknown', line: socket?.line ?? line }), remarks: server.remarks };
}
