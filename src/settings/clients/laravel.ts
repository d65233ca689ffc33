import { type AccountServer, variableOf } from './account.ts';
import { defineClient } from './client.ts';
import { comment, header } from './header.ts';
import { dotenvValue, unwritable } from './quoting.ts';

const usual = 'MAIL_PASSWORD';

export const laravel = defineClient({
  id: 'laravel',
  title: 'Laravel',
  versions: '11.36 or later',
  incoming: [],
  outgoing: true,
  servers: 'first',
  // Symfony Mailer goes on in plain text where the server offers no STARTTLS.
  startTls: 'opportunistic',
  logins: ['password', 'none'],
  secret: { variable: usual },
  place: '.env; then: php artisan config:clear',
  write(account) {
    const server = account.outgoing[0] as AccountServer;
    const from = dotenvValue(account.address.address);
    const user = dotenvValue(server.username);
    if (from === undefined || user === undefined) {
      const what = from === undefined ? 'The address' : 'The user name';
      return unwritable(what, laravel.title, 'readers of .env files disagree about such quotes and backslashes');
    }
    const variable = variableOf(account);
    const lines = [
      'MAIL_MAILER=smtp',
      `MAIL_SCHEME=${server.security === 'tls' ? 'smtps' : 'smtp'}`,
      `MAIL_HOST=${server.host}`,
      `MAIL_PORT=${server.port}`,
      ...(server.login === 'password' ? [`MAIL_USERNAME=${user}`] : []),
      ...(server.login === 'password' && variable !== usual ? [`${usual}="\${${variable}}"`] : []),
      `MAIL_FROM_ADDRESS=${from}`,
    ];
    const notes = [
      ...header(laravel, account),
      ...(server.security === 'starttls'
        ? ["Symfony Mailer 7.3 can demand it: add 'require_tls' => true to the mailer smtp in config/mail.php."]
        : []),
    ];
    return { name: 'laravel.env', mode: 0o600, text: `${comment('#', notes)}\n${lines.join('\n')}\n` };
  },
});
