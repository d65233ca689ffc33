import { hostPort } from '../../model/subject.ts';
import { type AccountServer, commandOf } from './account.ts';
import { defineClient } from './client.ts';
import { comment, header } from './header.ts';
import { codeString } from './quoting.ts';

export const himalaya = defineClient({
  id: 'himalaya',
  title: 'himalaya',
  versions: '2',
  incoming: ['imap'],
  outgoing: true,
  servers: 'first',
  startTls: 'required',
  logins: ['password', 'access-token'],
  secret: 'command',
  place: '~/.config/himalaya/config.toml, mode 600',
  write(account) {
    const imap = account.incoming[0] as AccountServer;
    const smtp = account.outgoing[0] as AccountServer;
    const command = `["sh", "-c", ${codeString(commandOf(account))}]`;
    const lines = [
      `[accounts.${account.label}]`,
      'default = true',
      `email = ${codeString(account.address.address)}`,
      ...[imap, smtp].flatMap((server) => ['', ...serverLines(server, command)]),
    ];
    const notes = [...header(himalaya, account), 'himalaya 1 has other names for the same: it cannot read this file.'];
    return { name: 'himalaya.toml', mode: 0o600, text: `${comment('#', notes)}\n${lines.join('\n')}\n` };
  },
});

/** These close the session of a client that has not said what it is (RFC 2971); Coremail knows no first reply in the command. */
function idLines(host: string): string[] {
  if (!/^imap\.(?:163|126|yeah|qq)\.(?:com|net)$/.test(host)) return [];
  return ['imap.id.auto = true', ...(/^imap\.(?:163|126)\./.test(host) ? ['imap.sasl-ir = false'] : [])];
}

function serverLines({ type, host, port, security, username, login }: AccountServer, command: string): string[] {
  const sasl = `${type}.sasl.${login === 'password' ? 'plain' : 'oauthbearer'}`;
  return [
    `${type}.server = ${codeString(`${type}${security === 'tls' ? 's' : ''}://${hostPort(host, port)}`)}`,
    // Without it, imap:// and smtp:// stay in plain text.
    ...(security === 'starttls' ? [`${type}.starttls = true`] : []),
    ...(type === 'imap' ? idLines(host) : []),
    `${sasl}.username = ${codeString(username)}`,
    `${sasl}.${login === 'password' ? 'password' : 'token'}.command = ${command}`,
  ];
}
