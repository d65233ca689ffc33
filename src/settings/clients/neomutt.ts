import { hostPort } from '../../model/subject.ts';
import { isProblem, type Problem } from '../problem.ts';
import { type Account, type AccountServer, commandOf } from './account.ts';
import { defineClient } from './client.ts';
import { comment, header } from './header.ts';
import { unwritable } from './quoting.ts';

const title = 'NeoMutt';

export const neomutt = defineClient({
  id: 'neomutt',
  title,
  // GHSA-346p-qx4x-g348: older ones go on in plain text after a PREAUTH.
  versions: '2020-11-20 or later, and mutt 2.0.2 or later',
  incoming: ['imap'],
  outgoing: true,
  servers: 'first',
  startTls: 'required',
  logins: ['password', 'access-token'],
  secret: 'command',
  place: 'a file that ~/.config/neomutt/neomuttrc or ~/.muttrc sources, mode 600',
  write(account) {
    const imap = account.incoming[0] as AccountServer;
    const smtp = account.outgoing[0] as AccountServer;
    const secret = secretLines(imap, smtp, account);
    if (isProblem(secret)) return secret;
    if (`${imap.username}${account.address.address}`.includes("'")) {
      return unwritable('The user name or the address', title, "it has a ' in it, and other quotes run commands");
    }
    const lines = [
      `set from = '${account.address.address}'`,
      `set folder = '${imap.security === 'tls' ? 'imaps' : 'imap'}://${hostPort(imap.host, imap.port)}/'`,
      `set imap_user = '${imap.username}'`,
      "set spoolfile = '+INBOX'",
      'set imap_check_subscribed = yes',
      `set smtp_url = '${smtp.security === 'tls' ? 'smtps' : 'smtp'}://${encodeURIComponent(smtp.username).replaceAll("'", '%27')}@${hostPort(smtp.host, smtp.port)}/'`,
      ...secret,
      // Without force_tls a server that offers no STARTTLS is spoken to in plain text.
      'set ssl_force_tls = yes',
      'set ssl_starttls = yes',
      'set ssl_verify_host = yes',
      'set ssl_verify_dates = yes',
      ...folderLines(smtp.host),
    ];
    return {
      name: `${account.label}.muttrc`,
      mode: 0o600,
      text: `${comment('#', header(neomutt, account))}\n${lines.join('\n')}\n`,
    };
  },
});

function secretLines(imap: AccountServer, smtp: AccountServer, account: Account): string[] | Problem {
  const command = commandOf(account);
  // A backslash takes the next character along; a bare backtick would end the command.
  if (!/^(?:[^\\`]|\\.)*$/.test(command)) {
    return unwritable('The command for the password', title, 'it has a ` in it or ends with a backslash');
  }
  const line = ({ type, login }: AccountServer): string[] =>
    login === 'password'
      ? [`set ${type}_pass = "\`${command}\`"`]
      : [`set ${type}_authenticators = 'oauthbearer:xoauth2'`, `set ${type}_oauth_refresh_command = ${refresh}`];
  const refresh = command.includes("'") ? `"${command.replace(/[\\"$]/g, '\\$&')}"` : `'${command}'`;
  return [...line(imap), ...line(smtp)];
}

/** Gmail files what it sends by itself. */
const folderLines = (smtp: string): string[] =>
  smtp === 'smtp.gmail.com' || smtp === 'smtp.googlemail.com'
    ? ["set record = ''"]
    : ["set record = '+Sent'", "set postponed = '+Drafts'", "set trash = '+Trash'"];
