import { type Account, type AccountServer, commandOf } from './account.ts';
import { defineClient } from './client.ts';
import { comment, header } from './header.ts';
import { unwritable } from './quoting.ts';

export const fetchmail = defineClient({
  id: 'fetchmail',
  title: 'fetchmail',
  versions: '6.4 or later',
  incoming: ['imap', 'pop3'],
  outgoing: false,
  servers: 'first',
  // A value of sslproto makes STARTTLS required.
  startTls: 'required',
  logins: ['password'],
  secret: 'command-or-asked',
  place: '~/.fetchmailrc, mode 600',
  write(account) {
    const server = account.incoming[0] as AccountServer;
    const user = quoted(server.username);
    if (user === undefined) return unwritable('The user name', fetchmail.title, 'it has both quotes in it');
    const lines = [
      `poll ${server.host} protocol ${server.type.toUpperCase()} port ${server.port}`,
      `  username ${user}`,
      `  ${server.security === 'tls' ? 'ssl ' : ''}sslcertck sslproto 'TLS1.2+'`,
      // Without keep, what is fetched is deleted.
      '  keep',
    ];
    return {
      name: 'fetchmailrc',
      mode: 0o600,
      text: `${comment('#', [...header(fetchmail, account), passwordLine(server, account)])}\n${lines.join('\n')}\n`,
    };
  },
});

const passwordLine = (server: AccountServer, { secret }: Account): string =>
  secret === undefined
    ? `The password is not in this file: fetchmail asks, or finds it in ~/.netrc (mode 600) behind machine ${server.host}.`
    : `The password is not in this file. fetchmail 6.5 takes it from a pipe: ${commandOf({ secret })} | fetchmail --passwordfd 0`;

/** Both quotes know backslashes as C does; an escaped quote is misread by 6.4. */
function quoted(text: string): string | undefined {
  const mark = text.includes("'") ? '"' : "'";
  return text.includes(mark) ? undefined : `${mark}${text.replaceAll('\\', '\\\\')}${mark}`;
}
