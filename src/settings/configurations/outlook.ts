import type { ConfigurationRemark, ConfiguredSecurity, ConfiguredServer } from '../../model/configuration.ts';
import { lastOf, numbered, type Read, ServerReading } from './reading.ts';

/** The sheet that `export outlook` writes: a name, a colon, a value. */
export function readOutlookSheet(text: string): Read {
  const rows = numbered(text).flatMap(({ text: one, line }) => {
    const [, key, value = ''] = /^([A-Za-z][\w ()-]*):\s+(.*)$/.exec(one) ?? [];
    return key === undefined ? [] : [{ key, value, line }];
  });
  const servers: ConfiguredServer[] = [];
  const remarks: ConfigurationRemark[] = [];
  const account = lastOf(rows, 'Account type')?.value.toLowerCase();
  for (const side of ['Incoming mail', 'Outgoing mail'] as const) {
    const of = (name: string) => lastOf(rows, `${side} ${name}`);
    const [host, port, mode, user] = [of('server'), of('port'), of('encryption'), of('user name')];
    if (host === undefined) continue;
    const type = side === 'Outgoing mail' ? 'smtp' : account === 'pop3' ? 'pop3' : 'imap';
    const server = new ServerReading(type, host.line).host(host);
    if (port !== undefined) server.port(port);
    server.user(user);
    server.with('login', user === undefined ? 'none' : 'password', user?.line);
    const line = mode?.line ?? host.line;
    servers.push(server.read({ value: modeOf(mode?.value ?? ''), line }));
    remarks.push(...server.remarks);
  }
  return { servers, remarks };
}

function modeOf(text: string): ConfiguredSecurity {
  if (/^SSL/i.test(text)) return 'tls';
  if (/^(?:STARTTLS|TLS)/i.test(text)) return 'starttls';
  return /^Auto/i.test(text) ? 'opportunistic' : /^None/i.test(text) ? 'none' : 'unknown';
}
