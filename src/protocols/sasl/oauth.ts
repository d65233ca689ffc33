import { challengeCap, type SaslMechanism, type SaslOptions, unusable, violation } from './exchange.ts';

/** Google's and Microsoft's XOAUTH2. An error challenge is answered by an empty line. */
export function xoauth2(options: SaslOptions): SaslMechanism {
  const message = `user=${named(options.user)}\x01auth=Bearer ${token(options)}\x01\x01`;
  return bearer('XOAUTH2', message, '', options);
}

/** RFC 7628. An error challenge is answered by a single 0x01. */
export function oauthBearer(options: SaslOptions): SaslMechanism {
  const user = named(options.user).replace(/[=,]/g, (char) => (char === '=' ? '=3D' : '=2C'));
  const server = `host=${options.host}\x01port=${options.port}`;
  const message = `n,a=${user},\x01${server}\x01auth=Bearer ${token(options)}\x01\x01`;
  return bearer('OAUTHBEARER', message, '\x01', options);
}

/** The token is sent once; a URL in the server's error is text and is never fetched. */
function bearer(name: string, message: string, acknowledgement: string, { secret }: SaslOptions): SaslMechanism {
  let sent = false;
  let detail: string | undefined;
  return {
    name,
    initial() {
      sent = true;
      return { bytes: Buffer.from(message) };
    },
    async step(challenge) {
      if (detail !== undefined) throw violation('sasl-rounds');
      if (challenge.length > challengeCap) throw violation('sasl-challenge');
      detail = challenge.toString('utf8');
      return { bytes: Buffer.from(acknowledgement) };
    },
    sentProof: () => sent,
    verified: () => sent && detail === undefined,
    detail: () => detail,
    derived: () => (sent ? [message, secret.reveal()].map((text) => Buffer.from(text).toString('base64')) : []),
  };
}

function named(user: string): string {
  if (user === '' || /\p{Cc}/u.test(user)) throw unusable();
  return user;
}

/** RFC 6750 2.1: a token is visible ASCII; a line end that a file left behind is not. */
function token({ secret }: SaslOptions): string {
  if (!/^[\x21-\x7e]+$/.test(secret.reveal())) throw unusable();
  return secret.reveal();
}
