import type { ConfiguredSecurity, Setting } from '../../model/configuration.ts';
import { readIni } from './ini.ts';
import { type Entry, isNo, isYes, lastOf, oldVersion, type Read, ServerReading, said } from './reading.ts';

/** offlineimap.conf: each repository of type IMAP or Gmail is a server. */
export function readOfflineimap(text: string): Read {
  const sections = readIni(text, {
    delimiter: /[=:]/,
    anyCase: true,
    value: (one) => one.trim().replaceAll('%%', '%'),
  });
  const read = sections
    .filter(
      ({ name, entries }) =>
        /^Repository /.test(name) && /^(?:IMAP|Gmail)$/i.test(lastOf(entries, 'type')?.value ?? ''),
    )
    .map(({ line, entries }) => {
      const of = (key: string) => lastOf(entries, key);
      const server = new ServerReading('imap', line);
      const [type, host, port, user] = [of('type'), of('remotehost'), of('remoteport'), of('remoteuser')];
      const isGmail = /^Gmail$/i.test(type?.value ?? '');
      if (host !== undefined) server.host(host);
      else if (isGmail && type !== undefined) server.host({ ...type, value: 'imap.gmail.com' });
      if (port !== undefined) server.port(port);
      server.user(user);
      const security: Setting<ConfiguredSecurity> = isGmail ? said('tls', type) : securityOf(of('ssl'), of('starttls'));
      server.usualPort(security.value === 'tls' ? 993 : 143);
      const pin = of('cert_fingerprint');
      // Beside authorities of its own, both have to fit.
      if (pin !== undefined && pin.value !== '' && of('sslcacertfile') === undefined)
        server.with('verification', 'pinned', pin.line);
      const version = of('ssl_version');
      server.with('oldTls', oldVersion(version?.value ?? ''), version?.line);
      const mechanisms = of('auth_mechanisms');
      const isToken =
        /\bXOAUTH2\b/i.test(mechanisms?.value ?? '') && !/\b(?:PLAIN|LOGIN)\b/i.test(mechanisms?.value ?? '');
      server.with('login', isToken ? 'access-token' : 'password', mechanisms?.line);
      const [literal, evaluated, file] = [of('remotepass'), of('remotepasseval'), of('remotepassfile')];
      if (literal !== undefined) server.literal(literal);
      else if (evaluated !== undefined) server.with('secret', 'command', evaluated.line);
      else server.with('secret', file === undefined ? undefined : 'file', file?.line);
      return { server: server.read(security), remarks: server.remarks };
    });
  return { servers: read.map(({ server }) => server), remarks: read.flatMap(({ remarks }) => remarks) };
}

/** It starts TLS where STARTTLS is offered, and goes on without it where it is not. */
function securityOf(ssl: Entry | undefined, starttls: Entry | undefined): Setting<ConfiguredSecurity> {
  if (ssl === undefined || isYes(ssl.value)) return said('tls', ssl);
  return starttls !== undefined && isNo(starttls.value)
    ? said('none', starttls)
    : said('opportunistic', starttls ?? ssl);
}
