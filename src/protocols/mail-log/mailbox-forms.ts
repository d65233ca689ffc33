import { type Form, failure, toWhom } from './logged-failure.ts';

const trouble = /fail|denied|disabled|disallowed|too many|maximum|ssl|tls|error|internal|unsupported/i;

/** Dovecot, Courier, Cyrus. */
export const mailboxForms: readonly Form[] = [
  // `imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<a@b>, …`
  {
    pattern: /^(imap|pop3|managesieve|submission)-login: (.*)$/s,
    read: ([, service, whole]) => {
      const text = whole ?? '';
      const said = text.replace(/: user=<.*$/s, '');
      if (/SSL_accept|TLS handshak/i.test(text) && /fail|error|alert/i.test(text)) {
        return failure(text, { protocol: 'tls', phase: 'tls' });
      }
      if (/^(?:Info: )?Login: /.test(text) || !trouble.test(said)) return undefined;
      const inside = [...said.matchAll(/\(([^()]{1,300})\)/g)].map(([, one]) => one as string);
      return failure(inside.find((one) => trouble.test(one) && one.includes(' ')) ?? said, {
        protocol: service === 'pop3' ? 'pop3' : service === 'submission' ? 'smtp' : 'imap',
        phase: 'auth',
      });
    },
  },
  {
    pattern: /^(imap|pop3|lda|lmtp|quota-status|deliver)\(([^)]{0,320})\)(?:<[^ ]{1,80}>){0,3}: (.*)$/s,
    read: ([, service, user, text = '']) => {
      if (
        /^(?:Info: )?(?:Logged out|Disconnected|Connection closed)/i.test(text) ||
        /\b(?:saved|stored) mail (?:in)?to /i.test(text)
      ) {
        return undefined;
      }
      const mda = service !== 'imap' && service !== 'pop3';
      return {
        text,
        sure: /error|fail|exceed/i.test(text),
        ...(mda ? { protocol: 'dsn', phase: 'delivery', ...toWhom(user) } : { protocol: service }),
      };
    },
  },
  {
    pattern: /^auth(?:-worker)?(?:\(\d{1,10}\))?: (.*)$/s,
    read: ([, text = '']) => ({
      text,
      protocol: 'imap',
      phase: 'auth',
      sure: /mismatch|unknown user|fail|error|disabled/i.test(text),
    }),
  },
  // Courier: `LOGIN FAILED, user=ann, ip=[…]`; Cyrus: `badlogin: host [ip] plaintext ann SASL(-13): …`
  {
    pattern: /^(?:LOGIN FAILED\b.*|badlogin: .{1,300}? (SASL\(-?\d{1,3}\): .*|\S[^[\]]{1,200}))$/s,
    read: ([all, text]) => failure(text ?? all, { protocol: 'imap', phase: 'auth' }),
  },
];
