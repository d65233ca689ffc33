import type { Account, AccountServer } from './account.ts';
import { defineClient } from './client.ts';
import { comment, header } from './header.ts';

const labels = {
  imap: { tls: '_imaps', starttls: '_imap' },
  pop3: { tls: '_pop3s', starttls: '_pop3' },
  smtp: { tls: '_submissions', starttls: '_submission' },
} as const;

/** RFC 6186 and RFC 8314: which labels clients look up, and where they find the settings by themselves. */
export const dns = defineClient({
  id: 'dns',
  title: 'the zone',
  incoming: ['imap', 'pop3'],
  outgoing: true,
  servers: 'all',
  startTls: 'required',
  logins: ['password', 'access-token', 'none'],
  secret: 'asked',
  place: 'the zone file; what could not be known is a comment, to be filled in',
  write(account) {
    const { domain } = account.address;
    const servers = [...account.incoming, ...account.outgoing];
    const lines = [
      ...servers.map((server) => record(domain, labelOf(server), priority(server, servers), server)),
      ...absent(servers).map((label) => `; ${label}._tcp.${domain}. 3600 IN SRV 0 0 0 .`),
    ];
    const notes = [
      ...header(dns, account),
      'SRV: mail programs look these up. A service that nobody offers is published with the target "." (RFC 6186).',
    ];
    const own = `; autoconfig.${domain}. 3600 IN CNAME web.${domain}.`;
    return {
      name: `${domain}.zone`,
      mode: 0o644,
      text: [
        comment(';', notes),
        ...lines.map((line) => `${line}\n`),
        '\n',
        comment(';', [
          'Autoconfig: the name of a web server that serves the file of "mailcheck export thunderbird" over https,',
          `at https://autoconfig.${domain}/mail/config-v1.1.xml, with a certificate for autoconfig.${domain}.`,
        ]),
        `${own}\n`,
        receiving(account),
      ].join(''),
    };
  },
});

const labelOf = ({ type, security }: AccountServer): string => labels[type][security];

/** TLS from the start before STARTTLS, and IMAP before POP3: the priorities of both are compared (RFC 6186 section 3.3). */
function priority(server: AccountServer, all: readonly AccountServer[]): number {
  const base = server.type === 'pop3' && all.some(({ type }) => type === 'imap') ? 20 : 0;
  const same = all.filter(({ type, security }) => type === server.type && security === server.security);
  return base + (server.security === 'starttls' ? 10 : 0) + same.indexOf(server);
}

const record = (domain: string, label: string, order: number, { host, port }: AccountServer): string =>
  `${label}._tcp.${domain}. 3600 IN SRV ${order} 1 ${port} ${host}.`;

/** Services that no server was given for: perhaps there are none. */
function absent(servers: readonly AccountServer[]): string[] {
  const given = new Set(servers.map(labelOf));
  return Object.values(labels)
    .flatMap(({ tls, starttls }) => [tls, starttls])
    .filter((label) => !given.has(label));
}

const receiving = ({ receiving: text, address }: Account): string =>
  text === undefined
    ? `\n${comment(';', [`MTA-STS and TLS-RPT go by the mail exchangers of the domain: mailcheck dns ${address.domain} --generate`])}`
    : `\n${text}`;
