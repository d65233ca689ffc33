import type { AccountServer } from './account.ts';
import { defineClient } from './client.ts';
import { comment, header } from './header.ts';
import { dotenvValue, unwritable } from './quoting.ts';

export const env = defineClient({
  id: 'env',
  title: 'your program',
  incoming: ['imap', 'pop3'],
  outgoing: true,
  servers: 'first',
  startTls: 'required',
  logins: ['password', 'access-token', 'none'],
  secret: { variable: 'MAIL_PASSWORD' },
  place: '.env, or wherever the program reads its variables from',
  write(account) {
    const servers = [account.incoming[0], account.outgoing[0]].filter((one) => one !== undefined);
    const texts = [account.address.address, ...servers.map(({ username }) => username)];
    if (texts.some((text) => dotenvValue(text) === undefined)) {
      return unwritable(
        'The user name or the address',
        env.title,
        'their readers disagree about such quotes and backslashes',
      );
    }
    const notes = [
      ...header(env, account),
      'SECURITY is tls (from the start) or starttls (required: a program must not go on without it).',
    ];
    const lines = [`MAIL_ADDRESS=${dotenvValue(account.address.address)}`, ...servers.flatMap(serverLines)];
    return { name: 'mail.env', mode: 0o600, text: `${comment('#', notes)}\n${lines.join('\n')}\n` };
  },
});

function serverLines({ type, host, port, security, username, login }: AccountServer): string[] {
  const name = type.toUpperCase();
  return [
    `${name}_HOST=${host}`,
    `${name}_PORT=${port}`,
    `${name}_SECURITY=${security}`,
    ...(login === 'none' ? [] : [`${name}_USER=${dotenvValue(username)}`]),
  ];
}
