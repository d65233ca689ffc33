import { type AccountServer, variableOf } from './account.ts';
import { defineClient } from './client.ts';
import { comment, header } from './header.ts';
import { codeString } from './quoting.ts';

export const django = defineClient({
  id: 'django',
  // Older ones verify no certificate.
  title: 'Django',
  versions: '4.2 or later',
  incoming: [],
  outgoing: true,
  servers: 'first',
  startTls: 'required',
  logins: ['password', 'none'],
  secret: { variable: 'EMAIL_HOST_PASSWORD' },
  place: 'settings.py',
  write(account) {
    const server = account.outgoing[0] as AccountServer;
    const hasLogin = server.login === 'password';
    const lines = [
      ...(hasLogin ? ['import os', ''] : []),
      'EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"',
      `EMAIL_HOST = ${codeString(server.host)}`,
      `EMAIL_PORT = ${server.port}`,
      `EMAIL_USE_SSL = ${server.security === 'tls' ? 'True' : 'False'}`,
      `EMAIL_USE_TLS = ${server.security === 'starttls' ? 'True' : 'False'}`,
      ...(hasLogin
        ? [
            `EMAIL_HOST_USER = ${codeString(server.username)}`,
            `EMAIL_HOST_PASSWORD = os.environ[${codeString(variableOf(account))}]`,
          ]
        : []),
      'EMAIL_TIMEOUT = 30',
      `DEFAULT_FROM_EMAIL = ${codeString(account.address.address)}`,
      `SERVER_EMAIL = ${codeString(account.address.address)}`,
    ];
    return {
      name: 'mail_settings.py',
      mode: 0o644,
      text: `${comment('#', header(django, account))}\n${lines.join('\n')}\n`,
    };
  },
});
