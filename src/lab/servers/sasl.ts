import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may log in, and with what. */
export interface Account {
  readonly userNames: readonly string[];
  readonly password: string;
  /** The only access token that is good now. */
  readonly accessToken: string;
}

export type SaslStep = { readonly challenge: string } | { readonly accepted: boolean };

/** The server's side of one SASL exchange (RFC 4422). Give it the initial response, if any, then each answer. */
export interface SaslExchange {
  next(response: Buffer | undefined): SaslStep;
}

/** The mechanisms of the lab, strongest first. */
export const mechanisms: readonly string[] = [
  'SCRAM-SHA-256',
  'SCRAM-SHA-1',
  'CRAM-MD5',
  'PLAIN',
  'LOGIN',
  'XOAUTH2',
  'OAUTHBEARER',
];

/** Undefined for a mechanism that the lab does not know. */
export function createExchange(mechanism: string, account: Account, host: string): SaslExchange | undefined {
  switch (mechanism) {
    case 'PLAIN':
      return plain(account);
    case 'LOGIN':
      return login(account);
    case 'CRAM-MD5':
      return cramMd5(account, host);
    case 'SCRAM-SHA-1':
      return scram(account, 'sha1');
    case 'SCRAM-SHA-256':
      return scram(account, 'sha256');
    case 'XOAUTH2':
      return bearer(account, /^user=([^\x01]*)\x01auth=Bearer ([^\x01]*)\x01\x01$/i, {
        status: '400',
        schemes: 'Bearer',
        scope: 'https://mail.lab.test/',
      });
    case 'OAUTHBEARER':
      return bearer(account, /^n,a=([^,\x01]*),\x01(?:[^\x01]*\x01)*?auth=Bearer ([^\x01]*)\x01\x01$/i, {
        status: 'invalid_token',
        scope: 'https://mail.lab.test/',
      });
    default:
      return undefined;
  }
}

export const isRightPassword = (account: Account, user: string, password: string): boolean =>
  account.userNames.includes(user) && account.password === password;

/** RFC 4616. */
const plain = (account: Account): SaslExchange => ({
  next(response) {
    if (response === undefined) return { challenge: '' };
    const [, user = '', password = ''] = response.toString('utf8').split('\0');
    return { accepted: isRightPassword(account, user, password) };
  },
});

function login(account: Account): SaslExchange {
  let user: string | undefined;
  return {
    next(response) {
      if (response === undefined) return { challenge: 'Username:' };
      if (user !== undefined) return { accepted: isRightPassword(account, user, response.toString('utf8')) };
      user = response.toString('utf8');
      return { challenge: 'Password:' };
    },
  };
}

/** RFC 2195. */
function cramMd5(account: Account, host: string): SaslExchange {
  const challenge = `<${randomBytes(8).toString('hex')}@${host}>`;
  return {
    next(response) {
      if (response === undefined) return { challenge };
      const [, user = '', digest = ''] = /^(.*) ([0-9a-f]{32})$/.exec(response.toString('utf8')) ?? [];
      const expected = createHmac('md5', account.password).update(challenge).digest('hex');
      return { accepted: account.userNames.includes(user) && digest === expected };
    },
  };
}

/** RFC 5802 and RFC 7677, without channel binding. */
function scram(account: Account, hash: 'sha1' | 'sha256'): SaslExchange {
  const salt = randomBytes(16);
  const iterations = 4096;
  let first: {
    readonly header: string;
    readonly bare: string;
    readonly user: string;
    readonly reply: string;
    nonce: string;
  };
  let state: 'first' | 'final' | 'proved' = 'first';
  const hmac = (key: Buffer, text: string) => createHmac(hash, key).update(text).digest();
  return {
    next(response) {
      if (response === undefined) return { challenge: '' };
      const text = response.toString('utf8');
      if (state === 'proved') return { accepted: text === '' };
      if (state === 'first') {
        const [, header, bare, name = '', clientNonce = ''] =
          /^([ny],(?:a=[^,]*)?,)(n=([^,]*),r=([^,]+))$/.exec(text) ?? [];
        if (header === undefined || bare === undefined) return { accepted: false };
        const nonce = `${clientNonce}${randomBytes(12).toString('hex')}`;
        const reply = `r=${nonce},s=${salt.toString('base64')},i=${iterations}`;
        first = { header, bare, user: name.replaceAll('=2C', ',').replaceAll('=3D', '='), reply, nonce };
        state = 'final';
        return { challenge: reply };
      }
      const [, withoutProof = '', proof = ''] = /^(.*),p=([^,]+)$/.exec(text) ?? [];
      const expectedStart = `c=${Buffer.from(first.header).toString('base64')},r=${first.nonce}`;
      const salted = pbkdf2Sync(account.password, salt, iterations, hash === 'sha1' ? 20 : 32, hash);
      const clientKey = hmac(salted, 'Client Key');
      const signed = `${first.bare},${first.reply},${withoutProof}`;
      const storedKey = createHash(hash).update(clientKey).digest();
      const expected = xor(clientKey, hmac(storedKey, signed));
      const given = Buffer.from(proof, 'base64');
      const right = given.length === expected.length && timingSafeEqual(given, expected);
      if (!right || withoutProof !== expectedStart || !account.userNames.includes(first.user))
        return { accepted: false };
      state = 'proved';
      return { challenge: `v=${hmac(hmac(salted, 'Server Key'), signed).toString('base64')}` };
    },
  };
}

const xor = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, index) => byte ^ (b[index] ?? 0)));

/** XOAUTH2 and RFC 7628: a refusal is explained in a challenge, and comes after the client's answer to it. */
function bearer(account: Account, pattern: RegExp, refusal: Readonly<Record<string, string>>): SaslExchange {
  let refused = false;
  return {
    next(response) {
      if (refused) return { accepted: false };
      if (response === undefined) return { challenge: '' };
      const [, user = '', token = ''] = pattern.exec(response.toString('utf8')) ?? [];
      if (account.userNames.includes(user) && token === account.accessToken) return { accepted: true };
      refused = true;
      return { challenge: JSON.stringify(refusal) };
    },
  };
}
