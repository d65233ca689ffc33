import { type Account, type AccountServer, commandOf } from './account.ts';
import { defineClient } from './client.ts';
import { comment, header } from './header.ts';

export const msmtp = defineClient({
  id: 'msmtp',
  title: 'msmtp',
  versions: '1.8 or later',
  incoming: [],
  outgoing: true,
  servers: 'first',
  startTls: 'required',
  logins: ['password', 'access-token', 'none'],
  secret: 'command',
  place: '~/.config/msmtp/config or ~/.msmtprc, mode 600',
  write(account) {
    const server = account.outgoing[0] as AccountServer;
    const lines = [
      `account ${account.label}`,
      `host ${server.host}`,
      `port ${server.port}`,
      `from ${quoted(account.address.address)}`,
      `tls on`,
      `tls_starttls ${server.security === 'starttls' ? 'on' : 'off'}`,
      ...loginLines(server, account),
      `account default : ${account.label}`,
    ];
    return { name: 'msmtprc', mode: 0o600, text: `${comment('#', header(msmtp, account))}\n${lines.join('\n')}\n` };
  },
});

function loginLines(server: AccountServer, account: Account): string[] {
  if (server.login === 'none') return ['auth off'];
  return [
    `auth ${server.login === 'access-token' ? 'oauthbearer' : 'on'}`,
    `user ${quoted(server.username)}`,
    `passwordeval ${quoted(commandOf(account))}`,
  ];
}

/** The first and the last quote of a line go away; what is between them stays as it is. */
const quoted = (text: string): string => (/^[\w@.+-]+$/.test(text) ? text : `"${text}"`);
