import { type Account, type AccountServer, variableOf } from './account.ts';
import { defineClient } from './client.ts';
import { comment, header } from './header.ts';
import { codeString } from './quoting.ts';

export const nodemailer = defineClient({
  id: 'nodemailer',
  title: 'Nodemailer',
  versions: '6 or later',
  incoming: [],
  outgoing: true,
  servers: 'first',
  startTls: 'required',
  logins: ['password', 'access-token', 'none'],
  secret: { variable: 'SMTP_PASSWORD' },
  place: 'a module of your program',
  write(account) {
    const server = account.outgoing[0] as AccountServer;
    const lines = [
      "import { createTransport } from 'nodemailer';",
      '',
      'export const transport = createTransport(',
      '  {',
      `    host: ${codeString(server.host)},`,
      `    port: ${server.port},`,
      ...(server.security === 'tls' ? ['    secure: true,'] : ['    secure: false,', '    requireTLS: true,']),
      ...loginLines(server, account),
      '  },',
      `  { from: ${codeString(account.address.address)} },`,
      ');',
    ];
    const text = `${comment('//', header(nodemailer, account))}\n${lines.join('\n')}\n`;
    return { name: 'mail-transport.mjs', mode: 0o644, text };
  },
});

function loginLines({ login, username }: AccountServer, account: Account): string[] {
  const variable = `process.env.${variableOf(account)}`;
  if (login === 'none') return [];
  return login === 'password'
    ? [`    auth: { user: ${codeString(username)}, pass: ${variable} },`]
    : [`    auth: { type: 'OAuth2', user: ${codeString(username)}, accessToken: ${variable} },`];
}
