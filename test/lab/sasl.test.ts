import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type Account,
  createExchange,
  mechanisms,
  type SaslExchange,
  type SaslStep,
} from '../../src/lab/servers/sasl.ts';

const account: Account = { userNames: ['ann@lab.test'], password: 'pass word', accessToken: 'token' };
const bytes = (text: string) => Buffer.from(text, 'utf8');
const open = (mechanism: string) => createExchange(mechanism, account, 'mail.lab.test') as SaslExchange;
const challengeOf = (step: SaslStep) => ('challenge' in step ? step.challenge : undefined);

describe('SASL, the server side', () => {
  it('knows its own mechanisms and no others', () => {
    expect(mechanisms.filter((name) => createExchange(name, account, 'h') === undefined)).toEqual([]);
    expect(createExchange('GSSAPI', account, 'h')).toBeUndefined();
  });

  it.each([
    ['PLAIN', '\0ann@lab.test\0pass word', true],
    ['PLAIN', '\0ann@lab.test\0pass', false],
    ['PLAIN', '\0bob@lab.test\0pass word', false],
    ['XOAUTH2', 'user=ann@lab.test\x01auth=Bearer token\x01\x01', true],
    ['OAUTHBEARER', 'n,a=ann@lab.test,\x01host=mail.lab.test\x01port=993\x01auth=Bearer token\x01\x01', true],
  ])('%s with an initial response', (mechanism, response, accepted) => {
    expect(open(mechanism).next(bytes(response))).toEqual({ accepted });
  });

  it('LOGIN asks for both halves', () => {
    const exchange = open('LOGIN');
    expect(exchange.next(undefined)).toEqual({ challenge: 'Username:' });
    expect(exchange.next(bytes('ann@lab.test'))).toEqual({ challenge: 'Password:' });
    expect(exchange.next(bytes('pass word'))).toEqual({ accepted: true });
  });

  it.each([
    ['pass word', true],
    ['other', false],
  ])('CRAM-MD5 with %s', (password, accepted) => {
    const exchange = open('CRAM-MD5');
    const challenge = challengeOf(exchange.next(undefined)) ?? '';
    expect(challenge).toMatch(/^<.+@mail\.lab\.test>$/);
    const digest = createHmac('md5', password).update(challenge).digest('hex');
    expect(exchange.next(bytes(`ann@lab.test ${digest}`))).toEqual({ accepted });
  });

  it.each([
    ['XOAUTH2', 'user=ann@lab.test\x01auth=Bearer old\x01\x01', '400', ''],
    ['OAUTHBEARER', 'n,a=ann@lab.test,\x01auth=Bearer old\x01\x01', 'invalid_token', '\x01'],
  ])('%s explains a refusal in a challenge first', (mechanism, response, status, answer) => {
    const exchange = open(mechanism);
    expect(JSON.parse(challengeOf(exchange.next(bytes(response))) ?? '{}').status).toBe(status);
    expect(exchange.next(bytes(answer))).toEqual({ accepted: false });
  });

  /** RFC 5802 section 3, written out from the client's side. */
  const scram = (mechanism: string, password: string, user = 'ann@lab.test') => {
    const hash = mechanism.endsWith('256') ? 'sha256' : 'sha1';
    const exchange = open(mechanism);
    const bare = `n=${user},r=abc`;
    const first = challengeOf(exchange.next(bytes(`n,,${bare}`))) ?? '';
    const [, nonce = '', salt = '', rounds = ''] = /^r=(abc.+),s=(.+),i=(\d+)$/.exec(first) ?? [];
    const length = hash === 'sha1' ? 20 : 32;
    const salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), Number(rounds), length, hash);
    const hmac = (key: Buffer, text: string) => createHmac(hash, key).update(text).digest();
    const clientKey = hmac(salted, 'Client Key');
    const message = `${bare},${first},c=biws,r=${nonce}`;
    const signature = hmac(createHash(hash).update(clientKey).digest(), message);
    const proof = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0))).toString('base64');
    const final = exchange.next(bytes(`c=biws,r=${nonce},p=${proof}`));
    return { exchange, final, expected: `v=${hmac(hmac(salted, 'Server Key'), message).toString('base64')}` };
  };

  it.each(['SCRAM-SHA-1', 'SCRAM-SHA-256'])('%s proves itself to the client and accepts', (mechanism) => {
    const { exchange, final, expected } = scram(mechanism, 'pass word');
    expect(final).toEqual({ challenge: expected });
    expect(exchange.next(bytes(''))).toEqual({ accepted: true });
  });

  it.each([
    ['another password', 'other', 'ann@lab.test'],
    ['another user', 'pass word', 'bob@lab.test'],
  ])('SCRAM refuses %s', (_, password, user) => {
    expect(scram('SCRAM-SHA-256', password, user).final).toEqual({ accepted: false });
  });

  it('SCRAM refuses a first message that it cannot read', () => {
    expect(open('SCRAM-SHA-1').next(bytes('p=tls-unique,,n=a,r=b'))).toEqual({ accepted: false });
  });
});
