import { type AccountServer, variableOf } from './account.ts';
import { defineClient } from './client.ts';
import { comment, header } from './header.ts';
import { rubyString } from './quoting.ts';

export const rails = defineClient({
  id: 'rails',
  title: 'Rails',
  versions: 'Action Mailer 7 or later',
  incoming: [],
  outgoing: true,
  servers: 'first',
  startTls: 'required',
  logins: ['password', 'none'],
  secret: { variable: 'SMTP_PASSWORD' },
  place: 'the block of config/environments/production.rb',
  write(account) {
    const server = account.outgoing[0] as AccountServer;
    const lines = [
      'config.action_mailer.delivery_method = :smtp',
      `config.action_mailer.default_options = { from: ${rubyString(account.address.address)} }`,
      'config.action_mailer.smtp_settings = {',
      `  address: ${rubyString(server.host)},`,
      `  port: ${server.port},`,
      // enable_starttls_auto would go on in plain text.
      server.security === 'tls' ? '  tls: true,' : '  enable_starttls: true,',
      "  openssl_verify_mode: 'peer',",
      ...(server.login === 'password'
        ? [
            '  authentication: :plain,',
            `  user_name: ${rubyString(server.username)},`,
            `  password: ENV.fetch('${variableOf(account)}'),`,
          ]
        : []),
      '  open_timeout: 10,',
      '  read_timeout: 30',
      '}',
    ];
    return { name: 'mail.rb', mode: 0o644, text: `${comment('#', header(rails, account))}\n${lines.join('\n')}\n` };
  },
});
