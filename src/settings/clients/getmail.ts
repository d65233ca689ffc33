import { type AccountServer, commandOf } from './account.ts';
import { defineClient } from './client.ts';
import { comment, header } from './header.ts';
import { codeString } from './quoting.ts';

const retrievers = { imap: 'SimpleIMAPSSLRetriever', pop3: 'SimplePOP3SSLRetriever' } as const;

export const getmail = defineClient({
  id: 'getmail',
  title: 'getmail',
  versions: 'getmail6',
  incoming: ['imap', 'pop3'],
  outgoing: false,
  servers: 'first',
  startTls: 'refused',
  logins: ['password', 'access-token'],
  secret: 'command',
  place: '~/.config/getmail/getmailrc, mode 600',
  write(account) {
    const server = account.incoming[0] as AccountServer;
    const notes = [
      ...header(getmail, account),
      'Without ca_certs nothing is verified. The path is that of Debian; Fedora: /etc/pki/tls/certs/ca-bundle.crt, macOS and BSD: /etc/ssl/cert.pem.',
      `Make the folder first: mkdir -p ~/Mail/${account.label}/cur ~/Mail/${account.label}/new ~/Mail/${account.label}/tmp`,
    ];
    const lines = [
      '[retriever]',
      `type = ${retrievers[server.type === 'pop3' ? 'pop3' : 'imap']}`,
      `server = ${server.host}`,
      `port = ${server.port}`,
      // getmail's parser fills in nothing; a value ends with its line.
      `username = ${server.username}`,
      `password_command = ("sh", "-c", ${codeString(commandOf(account))})`,
      ...(server.login === 'access-token' ? ['use_xoauth2 = True'] : []),
      'ca_certs = /etc/ssl/certs/ca-certificates.crt',
      '',
      '[destination]',
      'type = Maildir',
      `path = ~/Mail/${account.label}/`,
      '',
      '[options]',
      'read_all = false',
      'delete = false',
    ];
    return { name: 'getmailrc', mode: 0o600, text: `${comment('#', notes)}\n${lines.join('\n')}\n` };
  },
});
