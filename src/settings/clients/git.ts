import { type Account, type AccountServer, commandOf } from './account.ts';
import { defineClient } from './client.ts';
import { comment, header } from './header.ts';
import { backslashQuoted } from './quoting.ts';

export const git = defineClient({
  id: 'git',
  title: 'git send-email',
  incoming: [],
  outgoing: true,
  servers: 'first',
  startTls: 'required',
  logins: ['password', 'none'],
  secret: 'command-or-asked',
  place: 'a file that is included: git config --global --add include.path FILE',
  write(account) {
    const server = account.outgoing[0] as AccountServer;
    const lines = [
      '[sendemail]',
      `\tsmtpServer = ${backslashQuoted(server.host)}`,
      `\tsmtpServerPort = ${server.port}`,
      `\tsmtpEncryption = ${server.security === 'tls' ? 'ssl' : 'tls'}`,
      ...(server.login === 'password' ? [`\tsmtpUser = ${backslashQuoted(server.username)}`] : []),
      `\tfrom = ${backslashQuoted(account.address.address)}`,
      ...credentialLines(server, account),
    ];
    const asks = server.login === 'password' && account.secret === undefined;
    const notes = [
      ...header(git, account),
      ...(asks ? ['The password is not in this file: git asks for it, or the credential helper does.'] : []),
    ];
    return { name: 'gitconfig', mode: 0o600, text: `${comment('#', notes)}\n${lines.join('\n')}\n` };
  },
});

/** A helper for this server alone. Git asks it for `smtp://HOST:PORT`. */
function credentialLines(server: AccountServer, { secret }: Account): string[] {
  if (secret === undefined || server.login !== 'password') return [];
  // The line ends behind the command: it may end with a comment.
  const helper = `!f() { test "$1" != get || printf 'password=%s\\n' "$(${commandOf({ secret })}\n)"; }; f`;
  return [
    `[credential ${backslashQuoted(`smtp://${server.host}:${server.port}`)}]`,
    `\tusername = ${backslashQuoted(server.username)}`,
    `\thelper = ${backslashQuoted(helper).replaceAll('\n', '\\n')}`,
  ];
}
