import { createHmac } from 'node:crypto';
import { challengeCap, type SaslMechanism, type SaslOptions, unusable, violation } from './exchange.ts';

/** RFC 2195: one answer to one challenge. */
export function cramMd5({ user, secret }: SaslOptions): SaslMechanism {
  if (user === '' || /[\0\r\n]/.test(user) || secret.reveal() === '') throw unusable();
  let answer: { readonly text: string; readonly digest: string } | undefined;
  return {
    name: 'CRAM-MD5',
    initial: () => null,
    async step(challenge) {
      if (answer !== undefined) throw violation('sasl-rounds');
      if (challenge.length === 0 || challenge.length > challengeCap) throw violation('sasl-challenge', challenge);
      const digest = createHmac('md5', secret.reveal()).update(challenge).digest('hex');
      answer = { text: `${user} ${digest}`, digest };
      return { bytes: Buffer.from(answer.text) };
    },
    sentProof: () => answer !== undefined,
    verified: () => answer !== undefined,
    detail: () => undefined,
    derived: () => (answer === undefined ? [] : [Buffer.from(answer.text).toString('base64'), answer.digest]),
  };
}
