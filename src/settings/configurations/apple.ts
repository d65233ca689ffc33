import type { ConfigurationRemark, ConfiguredServer } from '../../model/configuration.ts';
import { tagsIn } from './markup.ts';
import { type Entry, type Read, ServerReading, said } from './reading.ts';

/** .mobileconfig: each payload com.apple.mail.managed has a server of each side. */
export function readMobileconfig(text: string): Read {
  const servers: ConfiguredServer[] = [];
  const remarks: ConfigurationRemark[] = [];
  for (const entries of payloadsIn(text)) {
    const of = (name: string) => entries.find(({ key }) => key === name);
    for (const side of ['Incoming', 'Outgoing'] as const) {
      const host = of(`${side}MailServerHostName`);
      if (host === undefined) continue;
      const isPop = of('EmailAccountType')?.value === 'EmailTypePOP';
      const type = side === 'Outgoing' ? 'smtp' : isPop ? 'pop3' : 'imap';
      const read = readSide(new ServerReading(type, host.line).host(host), `${side}MailServer`, of);
      servers.push(read.server);
      remarks.push(...read.remarks);
    }
  }
  return { servers, remarks };
}

function payloadsIn(text: string): Entry[][] {
  const payloads: Entry[][] = [];
  const open: Entry[][] = [];
  let key: string | undefined;
  for (const { name, text: inner, line } of tagsIn(text)) {
    if (name === 'dict') open.push([]);
    else if (name === '/dict') {
      const entries = open.pop() ?? [];
      if (entries.some((one) => one.value === 'com.apple.mail.managed')) payloads.push(entries);
    } else if (name === 'key') key = inner;
    else if (key !== undefined && /^(?:string|integer|true|false)$/.test(name)) {
      const value = name === 'true' || name === 'false' ? name : inner;
      open.at(-1)?.push({ key, value, line });
      key = undefined;
    }
  }
  return payloads;
}

function readSide(server: ServerReading, name: string, of: (name: string) => Entry | undefined) {
  const [port, ssl, user, method] = [
    of(`${name}PortNumber`),
    of(`${name}UseSSL`),
    of(`${name}Username`),
    of(`${name}Authentication`),
  ];
  if (port !== undefined) server.port(port);
  server.user(user);
  server.with('login', method?.value === 'EmailAuthNone' ? 'none' : 'password', method?.line);
  server.literal(of(name.replace('MailServer', 'Password')));
  const isImplicit = server.portNumber === undefined || ![143, 110, 587, 25].includes(server.portNumber);
  // UseSSL cannot demand STARTTLS, and is off where nothing is said.
  const security = ssl?.value === 'true' ? (isImplicit ? 'tls' : 'opportunistic') : 'none';
  return { server: server.read(said(security, ssl)), remarks: server.remarks };
}
