import { type AccountServer, variableOf } from './account.ts';
import { defineClient } from './client.ts';
import { comment, header } from './header.ts';
import { propertiesValue, unwritable } from './quoting.ts';

export const spring = defineClient({
  id: 'spring',
  title: 'Spring Boot',
  versions: '2 or later',
  incoming: [],
  outgoing: true,
  servers: 'first',
  startTls: 'required',
  logins: ['password', 'none'],
  secret: { variable: 'MAIL_PASSWORD' },
  place: 'application.properties',
  write(account) {
    const server = account.outgoing[0] as AccountServer;
    const user = propertiesValue(server.username);
    if (user === undefined) return unwritable('The user name', spring.title, 'Spring would fill something in for ${');
    const hasLogin = server.login === 'password';
    const lines = [
      `spring.mail.host=${server.host}`,
      `spring.mail.port=${server.port}`,
      ...(hasLogin
        ? [
            `spring.mail.username=${user}`,
            `spring.mail.password=\${${variableOf(account)}}`,
            'spring.mail.properties.mail.smtp.auth=true',
          ]
        : []),
      ...(server.security === 'tls'
        ? ['spring.mail.properties.mail.smtp.ssl.enable=true']
        : [
            'spring.mail.properties.mail.smtp.starttls.enable=true',
            'spring.mail.properties.mail.smtp.starttls.required=true',
          ]),
      // JavaMail 1.6 accepts a certificate of any name without it.
      'spring.mail.properties.mail.smtp.ssl.checkserveridentity=true',
      // Each waits without end by default.
      ...['connectiontimeout', 'timeout', 'writetimeout'].map(
        (name) => `spring.mail.properties.mail.smtp.${name}=10000`,
      ),
    ];
    const notes = header(spring, account).map((line) => line.replace(/[^\x20-\x7e]/g, '?'));
    return { name: 'application.properties', mode: 0o644, text: `${comment('#', notes)}\n${lines.join('\n')}\n` };
  },
});
