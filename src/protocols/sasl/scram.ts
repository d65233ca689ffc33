import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { challengeCap, type SaslMechanism, type SaslOptions, violation } from './exchange.ts';
import { prepare } from './prepare.ts';

/** RFC 7677 4; a server that asks for less makes a stolen transcript cheap to break. */
const fewestIterations = 4096;
/** No channel binding. */
const gs2Header = 'n,,';

/** SCRAM-SHA-1 (RFC 5802) and SCRAM-SHA-256 (RFC 7677). */
export function scram(hash: 'sha1' | 'sha256', options: SaslOptions): SaslMechanism {
  const { limits, secret } = options;
  const password = prepare(secret.reveal());
  const user = prepare(options.user).replace(/[=,]/g, (char) => (char === '=' ? '=3D' : '=2C'));
  const nonce = options.random?.() ?? randomBytes(18).toString('base64');
  const firstBare = `n=${user},r=${nonce}`;
  const sent: string[] = [];
  let state: 'first' | 'final' | 'verified' | 'refused' = 'first';
  let expected: Buffer | undefined;
  let detail: string | undefined;

  const send = (text: string) => {
    sent.push(Buffer.from(text).toString('base64'));
    return { bytes: Buffer.from(text) };
  };

  async function answerFirst(challenge: Buffer) {
    const serverFirst = challenge.toString('utf8');
    const server = readServerFirst(serverFirst, nonce, limits.scramIterations);
    const length = hash === 'sha1' ? 20 : 32;
    const salted = await saltedPassword(password, server.salt, server.iterations, length, hash);
    const clientKey = hmac(hash, salted, 'Client Key');
    const withoutProof = `c=${Buffer.from(gs2Header).toString('base64')},r=${server.nonce}`;
    const authMessage = `${firstBare},${serverFirst},${withoutProof}`;
    const signature = hmac(hash, createHash(hash).update(clientKey).digest(), authMessage);
    const proof = Buffer.from(clientKey.map((byte, i) => byte ^ signature[i]!)).toString('base64');
    expected = hmac(hash, hmac(hash, salted, 'Server Key'), authMessage);
    state = 'final';
    sent.push(proof);
    return send(`${withoutProof},p=${proof}`);
  }

  function answerFinal(challenge: Buffer) {
    const text = challenge.toString('utf8');
    const [, kind, value = ''] = /^([ve])=([^,]*)/.exec(text) ?? [];
    if (kind === 'e') {
      // The refusal itself is still to come: an empty answer lets the server send it (RFC 5802 7).
      state = 'refused';
      detail = text;
      return { bytes: Buffer.alloc(0) };
    }
    const signature = Buffer.from(value, 'base64');
    if (kind !== 'v' || signature.length !== expected!.length || !timingSafeEqual(signature, expected!)) {
      throw violation('sasl-server-not-proved', text);
    }
    state = 'verified';
    return { bytes: Buffer.alloc(0) };
  }

  return {
    name: hash === 'sha1' ? 'SCRAM-SHA-1' : 'SCRAM-SHA-256',
    initial: () => send(`${gs2Header}${firstBare}`),
    async step(challenge) {
      if (challenge.length > challengeCap) throw violation('sasl-challenge');
      if (state === 'first') return answerFirst(challenge);
      if (state === 'final') return answerFinal(challenge);
      throw violation('sasl-rounds');
    },
    sentProof: () => state !== 'first',
    verified: () => state === 'verified',
    detail: () => detail,
    derived: () => [...sent],
  };
}

/** Off the event loop: a million iterations take most of a second. */
const saltedPassword = (password: string, salt: Buffer, iterations: number, length: number, hash: string) =>
  new Promise<Buffer>((resolve, reject) =>
    pbkdf2(password, salt, iterations, length, hash, (error, key) => (error === null ? resolve(key) : reject(error))),
  );

const hmac = (hash: string, key: Buffer, text: string): Buffer => createHmac(hash, key).update(text).digest();

/** `r=…,s=…,i=…` in that order; checked before any work is done for it. */
function readServerFirst(text: string, ownNonce: string, mostIterations: number) {
  const attributes = text.split(',');
  // `m=` is a mandatory extension that we do not know (RFC 5802 5.1).
  if (!attributes.every((one) => /^[A-Za-z]=/.test(one)) || attributes.some((one) => one.startsWith('m='))) {
    throw violation('sasl-challenge', text);
  }
  const [nonce = '', salt = '', iterations = ''] = attributes;
  if (!nonce.startsWith('r=') || !salt.startsWith('s=')) throw violation('sasl-challenge', text);
  const isOurs = nonce.startsWith(`r=${ownNonce}`) && nonce.length > ownNonce.length + 2;
  if (!isOurs || nonce.length > 1024 || !/^[\x21-\x7e]+$/.test(nonce)) throw violation('sasl-nonce', text);
  if (salt.length > 1026 || !/^s=(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(salt)) {
    throw violation('sasl-challenge', text);
  }
  if (salt === 's=') throw violation('sasl-challenge', text);
  const count = /^i=(\d{1,10})$/.exec(iterations);
  const twice = attributes.filter((one) => one.startsWith('i=')).length > 1;
  if (count === null || twice || Number(count[1]) < fewestIterations || Number(count[1]) > mostIterations) {
    throw violation('sasl-iterations', text);
  }
  return { nonce: nonce.slice(2), salt: Buffer.from(salt.slice(2), 'base64'), iterations: Number(count[1]) };
}
