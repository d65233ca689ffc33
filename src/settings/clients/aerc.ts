import { hostPort } from '../../model/subject.ts';
import { type AccountServer, commandOf } from './account.ts';
import { defineClient } from './client.ts';
import { comment, header } from './header.ts';
import { unwritable } from './quoting.ts';

export const aerc = defineClient({
  id: 'aerc',
  title: 'aerc',
  versions: '0.14 or later',
  incoming: ['imap'],
  outgoing: true,
  servers: 'first',
  startTls: 'required',
  logins: ['password', 'access-token'],
  secret: 'command',
  place: '~/.config/aerc/accounts.conf, mode 600',
  write(account) {
    const imap = account.incoming[0] as AccountServer;
    const smtp = account.outgoing[0] as AccountServer;
    const from = iniValue(account.address.address);
    const command = iniValue(commandOf(account));
    if (from === undefined) return unwritable('The address', aerc.title, 'it has a ` in it');
    if (command === undefined) return unwritable('The command for the password', aerc.title, 'it has a ` in it');
    const lines = [
      `[${account.label}]`,
      `source = ${url(imap)}`,
      `source-cred-cmd = ${command}`,
      `outgoing = ${url(smtp)}`,
      `outgoing-cred-cmd = ${command}`,
      `from = ${from}`,
      'default = INBOX',
      // Gmail files what it sends by itself.
      ...(smtp.host === 'smtp.gmail.com' ? [] : ['copy-to = Sent']),
    ];
    return {
      name: 'accounts.conf',
      mode: 0o600,
      text: `${comment('#', header(aerc, account))}\n${lines.join('\n')}\n`,
    };
  },
});

/** `imaps://ann%40example.org@imap.example.org:993`; `imap:` and `smtp:` need STARTTLS as long as `+insecure` is not there. */
function url({ type, host, port, security, username, login }: AccountServer): string {
  const scheme = `${type}${security === 'tls' ? 's' : ''}${login === 'access-token' ? '+oauthbearer' : ''}`;
  return `${scheme}://${userInfo(username)}@${hostPort(host, port)}`;
}

/** Go reads `'` and its like as they are, the file's parser does not. */
const userInfo = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** A value as go-ini reads it: `#` and `;` begin a comment and quotes go away, but not inside backticks. */
function iniValue(text: string): string | undefined {
  if (/^[\w@.+/-][\w@.+/ =-]*$/.test(text)) return text;
  return text.includes('`') ? undefined : `\`${text}\``;
}
