import type { Account, AccountServer } from './account.ts';
import { defineClient } from './client.ts';
import { comment, header } from './header.ts';
import { codeString } from './quoting.ts';

export const offlineimap = defineClient({
  id: 'offlineimap',
  title: 'OfflineIMAP',
  versions: 'version 7 or offlineimap3',
  incoming: ['imap'],
  outgoing: false,
  servers: 'first',
  startTls: 'opportunistic',
  logins: ['password'],
  secret: 'command',
  place: '~/.offlineimaprc or ~/.config/offlineimap/config, mode 600',
  write(account) {
    const server = account.incoming[0] as AccountServer;
    const { label } = account;
    const isTls = server.security === 'tls';
    const lines = [
      '[general]',
      `accounts = ${label}`,
      '',
      `[Account ${label}]`,
      `localrepository = ${label}-local`,
      `remoterepository = ${label}-remote`,
      '',
      `[Repository ${label}-local]`,
      'type = Maildir',
      `localfolders = ~/Mail/${label}`,
      '',
      `[Repository ${label}-remote]`,
      'type = IMAP',
      `remotehost = ${server.host}`,
      `remoteport = ${server.port}`,
      `remoteuser = ${percent(server.username)}`,
      `remotepasseval = ${percent(evaluated(account))}`,
      `ssl = ${isTls ? 'yes' : 'no'}`,
      `starttls = ${isTls ? 'no' : 'yes'}`,
      'sslcacertfile = OS-DEFAULT',
      'readonly = True',
    ];
    const notes = [...header(offlineimap, account), 'Nothing is changed on the server as long as readonly is True.'];
    return { name: 'offlineimaprc', mode: 0o600, text: `${comment('#', notes)}\n${lines.join('\n')}\n` };
  },
});

/** The parser fills in `%(name)s`. */
const percent = (text: string): string => text.replaceAll('%', '%%');

/** A fixed expression of Python: the command is a string in it, never code. */
function evaluated({ secret }: Account): string {
  if (secret?.from === 'env') return `__import__("os").environ[${codeString(secret.name)}]`;
  const words = `["sh", "-c", ${codeString(secret?.command ?? '')}]`;
  return `__import__("subprocess").check_output(${words}).decode().splitlines()[0]`;
}
