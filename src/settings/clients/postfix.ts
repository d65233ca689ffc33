import { hostPort } from '../../model/subject.ts';
import type { AccountServer } from './account.ts';
import { defineClient } from './client.ts';
import { comment, header } from './header.ts';
import { unwritable } from './quoting.ts';

const passwords = '/etc/postfix/sasl_passwd';

export const postfix = defineClient({
  id: 'postfix',
  title: 'Postfix',
  versions: '3.4 or later',
  incoming: [],
  outgoing: true,
  servers: 'first',
  startTls: 'required',
  logins: ['password', 'none'],
  secret: 'asked',
  place: 'the end of /etc/postfix/main.cf, in the place of the same names further up; then: postfix reload',
  write(account) {
    const server = account.outgoing[0] as AccountServer;
    // Brackets: this host, and not the MX of its name.
    const relay = `[${server.host}]:${server.port}`;
    const hasLogin = server.login === 'password';
    if (hasLogin && /:/.test(server.username)) {
      return unwritable('The user name', postfix.title, 'a colon ends it in the file of passwords');
    }
    const notes = [
      ...header(postfix, account),
      ...(hasLogin
        ? [
            `The password is not in this file. It goes into ${passwords}, owner root, mode 600, in one line:`,
            `  ${relay} ${server.username}:PASSWORD`,
            'Logging in by password needs the SASL modules: libsasl2-modules, or cyrus-sasl-plain.',
          ]
        : [`${hostPort(server.host, server.port)} knows this machine by its address: nobody logs in.`]),
      'The path of smtp_tls_CAfile is that of Debian; Fedora: /etc/pki/tls/certs/ca-bundle.crt, BSD: /etc/ssl/cert.pem.',
    ];
    const lines = [
      `relayhost = ${relay}`,
      `smtp_tls_wrappermode = ${server.security === 'tls' ? 'yes' : 'no'}`,
      // Encrypted, and the certificate verified for the name of the relay.
      'smtp_tls_security_level = secure',
      'smtp_tls_secure_cert_match = nexthop',
      'smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt',
      `smtp_sasl_auth_enable = ${hasLogin ? 'yes' : 'no'}`,
      ...(hasLogin
        ? [
            `smtp_sasl_password_maps = texthash:${passwords}`,
            'smtp_sasl_security_options = noanonymous',
            'smtp_sasl_tls_security_options = noanonymous',
          ]
        : []),
    ];
    return { name: 'main.cf', mode: 0o644, text: `${comment('#', notes)}\n${lines.join('\n')}\n` };
  },
});
