import { type AccountServer, commandOf } from './account.ts';
import { defineClient } from './client.ts';
import { comment, header } from './header.ts';
import { backslashQuoted } from './quoting.ts';

/** Gmail and Exchange lose track of commands that do not wait for one another (mbsync(1), PipelineDepth). */
const isSlow = (server: AccountServer): boolean => isGmail(server) || server.host === 'outlook.office365.com';

const isGmail = ({ host }: AccountServer): boolean => host === 'imap.gmail.com' || host === 'imap.googlemail.com';

export const mbsync = defineClient({
  id: 'mbsync',
  title: 'mbsync',
  versions: 'isync 1.4 or later',
  incoming: ['imap'],
  outgoing: false,
  servers: 'first',
  startTls: 'required',
  logins: ['password', 'access-token'],
  secret: 'command',
  place: '~/.mbsyncrc or ~/.config/isyncrc, mode 600',
  write(account) {
    const server = account.incoming[0] as AccountServer;
    const { label } = account;
    const notes = [
      ...header(mbsync, account),
      // 1.5 renamed the option; 1.4 knows only this name, and 1.5 knows both.
      'isync 1.5 calls SSLType TLSType; it knows both names.',
      `Nothing is deleted on the server as long as Expunge is None. Make the folder first: mkdir -p ~/Mail/${label}`,
      ...(server.login === 'access-token' ? ['Logging in by token needs a SASL plugin for XOAUTH2.'] : []),
    ];
    const sections = [
      [
        `IMAPAccount ${label}`,
        `Host ${server.host}`,
        `Port ${server.port}`,
        `User ${backslashQuoted(server.username)}`,
        `PassCmd ${backslashQuoted(commandOf(account))}`,
        `SSLType ${server.security === 'tls' ? 'IMAPS' : 'STARTTLS'}`,
        ...(isSlow(server) ? ['PipelineDepth 1'] : []),
        ...(server.login === 'access-token' ? ['AuthMechs XOAUTH2'] : []),
      ],
      [`IMAPStore ${label}-remote`, `Account ${label}`],
      [`MaildirStore ${label}-local`, 'SubFolders Verbatim', `Path ~/Mail/${label}/`, `Inbox ~/Mail/${label}/INBOX`],
      [
        `Channel ${label}`,
        `Far :${label}-remote:`,
        `Near :${label}-local:`,
        // Each message is there a second time.
        `Patterns *${isGmail(server) ? ' "![Gmail]/All Mail"' : ''}`,
        'Create Near',
        'Expunge None',
        'SyncState *',
      ],
    ];
    // A blank line ends a section.
    const text = sections.map((lines) => `${lines.join('\n')}\n`).join('\n');
    return { name: 'mbsyncrc', mode: 0o600, text: `${comment('#', notes)}\n${text}` };
  },
});
