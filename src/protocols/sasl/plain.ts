import { type SaslMechanism, type SaslOptions, unusable, violation } from './exchange.ts';

/** RFC 4616. Whatever the server says in a challenge, nothing is sent after the one message. */
export function plain({ user, secret }: SaslOptions): SaslMechanism {
  const message = Buffer.from(`\0${sendable(user)}\0${sendable(secret.reveal())}`);
  let sent = false;
  return {
    name: 'PLAIN',
    initial() {
      sent = true;
      return { bytes: message };
    },
    async step() {
      throw violation('sasl-rounds');
    },
    sentProof: () => sent,
    verified: () => sent,
    detail: () => undefined,
    derived: () => (sent ? [message.toString('base64'), base64(secret.reveal())] : []),
  };
}

/** The LOGIN mechanism (draft-murchison-sasl-login): user name, then secret, whatever the prompts say. */
export function login({ user, secret }: SaslOptions): SaslMechanism {
  const answers = [sendable(user), sendable(secret.reveal())];
  let sent = 0;
  return {
    name: 'LOGIN',
    initial: () => null,
    async step() {
      const answer = answers[sent];
      if (answer === undefined) throw violation('sasl-rounds');
      sent++;
      return { bytes: Buffer.from(answer) };
    },
    sentProof: () => sent === 2,
    verified: () => sent === 2,
    detail: () => undefined,
    derived: () => answers.slice(0, sent).map(base64),
  };
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

function sendable(text: string): string {
  if (text === '' || /[\0\r\n]/.test(text)) throw unusable();
  return text;
}
