import type { AuthMethod } from '../../model/settings.ts';
import type { Account, AccountServer } from './account.ts';
import { defineClient } from './client.ts';
import { header } from './header.ts';
import { unwritable, xmlComment, xmlText } from './quoting.ts';

export const thunderbird = defineClient({
  id: 'thunderbird',
  title: 'Thunderbird',
  versions: 'and other clients that read autoconfig files',
  incoming: ['imap', 'pop3'],
  outgoing: true,
  servers: 'all',
  startTls: 'required',
  logins: ['password', 'access-token', 'none'],
  secret: 'asked',
  place:
    'https://autoconfig.DOMAIN/mail/config-v1.1.xml and https://DOMAIN/.well-known/autoconfig/mail/config-v1.1.xml, as text/xml',
  write(account) {
    const { domain } = account.address;
    const servers = [...account.incoming, ...account.outgoing];
    if (servers.some(({ username }) => /[%]/.test(username) && username !== account.address.address)) {
      return unwritable('The user name', 'an autoconfig file', 'clients would fill something in for %');
    }
    const place = thunderbird.place.replaceAll('DOMAIN', domain);
    const notes = [
      ...header({ ...thunderbird, place }, account),
      ...servers
        .filter((server) => isPersonal(server, account))
        .slice(0, 1)
        .map(({ username }) => `Take care: every user of ${domain} would be told the user name ${username}.`),
    ];
    // Comments stand inside: some readers want the declaration, then the element.
    const lines = [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<clientConfig version="1.1">',
      ...notes.map((note) => `  <!-- ${xmlComment(note)} -->`),
      `  <emailProvider id="${domain}">`,
      `    <domain>${domain}</domain>`,
      `    <displayName>${domain.slice(0, 60)}</displayName>`,
      `    <displayShortName>${(domain.split('.')[0] as string).slice(0, 20)}</displayShortName>`,
      ...account.incoming.flatMap((server) => serverLines('incomingServer', server, account)),
      ...account.outgoing.flatMap((server) => serverLines('outgoingServer', server, account)),
      '  </emailProvider>',
      '</clientConfig>',
    ];
    return { name: 'config-v1.1.xml', mode: 0o644, text: `${lines.join('\n')}\n` };
  },
});

function serverLines(element: string, server: AccountServer, account: Account): string[] {
  return [
    `    <${element} type="${server.type}">`,
    `      <hostname>${server.host}</hostname>`,
    `      <port>${server.port}</port>`,
    `      <socketType>${server.security === 'tls' ? 'SSL' : 'STARTTLS'}</socketType>`,
    ...methods(server).map((method) => `      <authentication>${method}</authentication>`),
    `      <username>${xmlText(placeholder(server, account) ?? server.username)}</username>`,
    `    </${element}>`,
  ];
}

const words: Readonly<Partial<Record<AuthMethod, string>>> = {
  'app-password': 'password-cleartext',
  'password-cleartext': 'password-cleartext',
  'password-encrypted': 'password-encrypted',
  gssapi: 'GSSAPI',
  ntlm: 'NTLM',
  'tls-client-cert': 'TLS-client-cert',
  'client-ip-address': 'client-IP-address',
  none: 'none',
};

/** Hosts at which Thunderbird knows where tokens come from (OAuth2Providers.sys.mjs, 2026-01); it skips the method elsewhere. */
const tokenHosts =
  /^(?:(?:imap|pop|smtp)\.(?:gmail|googlemail)\.com|outlook\.office365\.com|smtp(?:-mail)?\.(?:office365|outlook)\.com|(?:imap|pop|smtp)\.(?:mail\.yahoo|aol|fastmail|mail|yandex)\.(?:com|ru))$/;

/** In order of preference; a password is what every client knows. */
function methods({ auth, login, host }: AccountServer): string[] {
  const known = new Set(auth.flatMap((method) => words[method] ?? []));
  if (auth.includes('oauth2') && tokenHosts.test(host)) return ['OAuth2', ...known];
  if (known.size > 0) return [...known];
  return [login === 'none' ? 'none' : login === 'access-token' ? 'OAuth2' : 'password-cleartext'];
}

function placeholder({ username }: AccountServer, { address }: Account): string | undefined {
  if (username === address.address) return '%EMAILADDRESS%';
  return username === address.local ? '%EMAILLOCALPART%' : undefined;
}

const isPersonal = (server: AccountServer, account: Account): boolean =>
  server.login !== 'none' && placeholder(server, account) === undefined;
