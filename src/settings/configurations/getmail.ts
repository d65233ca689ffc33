import { readIni } from './ini.ts';
import { lastOf, type Read, ServerReading, said } from './reading.ts';

/** getmail6: the type of the retriever says protocol and TLS; without `ca_certs` nothing is verified. */
export function readGetmail(text: string): Read {
  const sections = readIni(text, { delimiter: /[=:]/, anyCase: true });
  const retrievers = sections.filter(({ name }) => name.toLowerCase() === 'retriever');
  const read = retrievers.flatMap(({ line, entries }) => {
    const of = (key: string) => lastOf(entries, key);
    const [type, host, port, user] = [of('type'), of('server'), of('port'), of('username')];
    const [, protocol, tls] = /^\w+?(POP3|IMAP)(SSL)?Retriever$/i.exec(type?.value ?? '') ?? [];
    if (type === undefined || protocol === undefined) return [];
    const isPop = protocol.toUpperCase() === 'POP3';
    const server = new ServerReading(isPop ? 'pop3' : 'imap', line);
    if (host !== undefined) server.host(host);
    if (port !== undefined) server.port(port);
    const isTls = tls !== undefined;
    server.usualPort((isPop ? [995, 110] : [993, 143])[isTls ? 0 : 1] as number);
    server.user(user);
    const [ca, pin] = [of('ca_certs'), of('ssl_fingerprints')];
    if (isTls && ca === undefined)
      server.with('verification', pin === undefined ? 'off' : 'pinned', (pin ?? type).line);
    const token = of('use_xoauth2');
    server.with('login', /^true$/i.test(token?.value ?? '') ? 'access-token' : 'password', token?.line);
    const [literal, command] = [of('password'), of('password_command')];
    if (literal !== undefined) server.literal(literal);
    else server.with('secret', command === undefined ? undefined : 'command', command?.line);
    return [{ server: server.read(said(isTls ? 'tls' : 'none', type)), remarks: server.remarks }];
  });
  return { servers: read.map(({ server }) => server), remarks: read.flatMap(({ remarks }) => remarks) };
}
