import { providerOfServer } from '../../knowledge/recognise-provider.ts';
import type { Account, AccountServer } from './account.ts';
import { defineClient } from './client.ts';
import { header } from './header.ts';

const encryption = { tls: 'SSL/TLS', starttls: 'STARTTLS (Outlook 2010: TLS); never Auto' } as const;

export const outlook = defineClient({
  id: 'outlook',
  title: 'Outlook',
  incoming: ['imap', 'pop3'],
  outgoing: true,
  servers: 'first',
  // Outlook goes no further when STARTTLS is chosen and missing; only Auto does.
  startTls: 'required',
  logins: ['password', 'access-token', 'none'],
  secret: 'asked',
  place: 'a sheet for whoever sets up Outlook by hand: File, Add account, Let me set up my account manually',
  write(account) {
    const [incoming, outgoing] = [account.incoming[0] as AccountServer, account.outgoing[0] as AccountServer];
    const rows = [
      ['Account type', incoming.type.toUpperCase()],
      ['E-mail address', account.address.address],
      ...serverRows('Incoming mail', incoming),
      ...serverRows('Outgoing mail', outgoing),
      ['Secure Password Authentication (SPA)', 'off'],
      ...outgoingLogin(incoming, outgoing),
      ...(incoming.type === 'imap'
        ? [['Root folder path', 'leave it empty']]
        : [['Leave a copy of messages on the server', 'on']]),
      ['Password', 'typed into Outlook; it is not in this sheet'],
    ] as const;
    const width = Math.max(...rows.map(([name]) => name.length));
    const lines = [
      ...header(outlook, account),
      ...providerLines(account),
      '',
      ...rows.map(([name, value]) => `${`${name}:`.padEnd(width + 2)}${value}`),
    ];
    return { name: `outlook-${account.label}.txt`, mode: 0o644, text: `${lines.join('\n')}\n` };
  },
});

const serverRows = (side: string, server: AccountServer) => [
  [`${side} server`, server.host],
  [`${side} port`, `${server.port}`],
  [`${side} encryption`, encryption[server.security]],
  ...(server.login === 'none' ? [] : [[`${side} user name`, server.username]]),
];

function outgoingLogin(incoming: AccountServer, outgoing: AccountServer): string[][] {
  const name = 'My outgoing server (SMTP) requires authentication';
  if (outgoing.login === 'none') return [[name, 'off']];
  const same = incoming.username === outgoing.username;
  return [
    [name, 'on'],
    ['Use same settings as my incoming mail server', same ? 'on' : 'off: log on with the outgoing user name'],
  ];
}

/** The manual page of Outlook knows no tokens. */
function providerLines({ incoming, outgoing }: Account): string[] {
  const servers = [...incoming, ...outgoing];
  if (servers.some(({ login }) => login === 'access-token')) {
    return ['This provider logs in by token: set the account up by the automatic way, with nothing but the address.'];
  }
  const signsIn = servers.some(({ type, host }) =>
    providerOfServer(type, host)?.servers.some(({ auth }) => auth.includes('oauth2')),
  );
  return signsIn
    ? [
        'First try the automatic way, with nothing but the address: this provider lets Outlook sign in, and this page cannot.',
      ]
    : [];
}
