import { describe, expect, it } from 'vitest';
import { Failed, type Failure } from '../../src/model/failure.ts';
import { Secret } from '../../src/model/secret.ts';
import { choose, createMechanism, type SaslOptions } from '../../src/protocols/sasl/mechanism.ts';
import { limits } from './feed.ts';

const options = (over: { user?: string; secret?: string; nonce?: string } = {}): SaslOptions => ({
  user: over.user ?? 'user',
  secret: new Secret(over.secret ?? 'pencil'),
  host: 'server.example.com',
  port: 143,
  protocol: 'imap',
  limits,
  ...(over.nonce === undefined ? {} : { random: () => over.nonce as string }),
});

async function failureOf(work: () => unknown): Promise<Failure | undefined> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Failed) return error.failure;
    throw error;
  }
  return undefined;
}

const violation = (kind: string) => ({ kind: 'violation', stage: 'auth', violation: kind });
const withheld = { kind: 'withheld', stage: 'auth', reason: 'credentials-unusable' };

const vectors = [
  {
    name: 'SCRAM-SHA-1',
    source: 'RFC 5802 5',
    nonce: 'fyko+d2lbbFgONRv9qkxdawL',
    serverFirst: 'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096',
    clientFinal: 'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
    serverFinal: 'v=rmF9pqV8S7suAoZWja4dJRkFsKQ=',
  },
  {
    name: 'SCRAM-SHA-256',
    source: 'RFC 7677 3',
    nonce: 'rOprNGfwEbeRWgbNEkqO',
    serverFirst: 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    clientFinal:
      'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
    serverFinal: 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
  },
] as const;
const [sha1] = vectors;

describe.each(vectors)('$name', ({ name, source, nonce, serverFirst, clientFinal, serverFinal }) => {
  it(`holds the exchange of ${source}`, async () => {
    const mechanism = createMechanism(name, options({ nonce }));
    expect(mechanism.initial()?.bytes.toString()).toBe(`n,,n=user,r=${nonce}`);
    expect((await mechanism.step(Buffer.from(serverFirst))).bytes.toString()).toBe(clientFinal);
    expect([mechanism.sentProof(), mechanism.verified()]).toEqual([true, false]);
    expect((await mechanism.step(Buffer.from(serverFinal))).bytes).toHaveLength(0);
    expect(mechanism.verified()).toBe(true);
  });

  it('does not verify a server that answers with another signature, or none (AU07)', async () => {
    for (const last of ['v=AAAA', 'v=', `v=${'A'.repeat(27)}=`, `v=${'A'.repeat(43)}=`, '', 'ok', `x${serverFinal}`]) {
      const mechanism = createMechanism(name, options({ nonce }));
      mechanism.initial();
      await mechanism.step(Buffer.from(serverFirst));
      expect(await failureOf(() => mechanism.step(Buffer.from(last))), last).toMatchObject(
        violation('sasl-server-not-proved'),
      );
      expect(mechanism.verified(), last).toBe(false);
    }
  });
});

describe('SCRAM', () => {
  const start = (nonce: string = sha1.nonce) => {
    const mechanism = createMechanism('SCRAM-SHA-1', options({ nonce }));
    mechanism.initial();
    return mechanism;
  };
  const first = (over: { r?: string; s?: string; i?: string }) =>
    [over.r ?? `r=${sha1.nonce}x`, over.s ?? 's=QSXCR+Q6sek8bf92', over.i ?? 'i=4096'].filter(Boolean).join(',');

  it.each([
    'i=2147483647',
    'i=1000001',
    'i=4095',
    'i=0',
    'i=-1',
    'i=4096x',
    'i=1e5',
    'i=',
    'i=99999999999',
    'x=4096',
    '',
    'i=4096,i=4096',
  ])('refuses the iterations %j before it derives anything (AU04, AU05)', async (i) => {
    const mechanism = start();
    expect(await failureOf(() => mechanism.step(Buffer.from(first({ i }))))).toMatchObject(
      violation('sasl-iterations'),
    );
    expect(mechanism.sentProof()).toBe(false);
  });

  it.each([
    ['of its own', 'r=other'],
    ['that adds nothing', `r=${sha1.nonce}`],
    ['in other case', `r=${sha1.nonce.toUpperCase()}x`],
    ['with a space', `r=${sha1.nonce} x`],
    ['of two kilobytes', `r=${sha1.nonce}${'x'.repeat(2048)}`],
  ])('refuses a nonce %s (AU06)', async (_, r) => {
    const mechanism = start();
    expect(await failureOf(() => mechanism.step(Buffer.from(first({ r }))))).toMatchObject(violation('sasl-nonce'));
    expect(mechanism.sentProof()).toBe(false);
  });

  it.each([
    ['an empty salt', first({ s: 's=' })],
    ['a salt that is no base64', first({ s: 's=a*b=' })],
    ['a salt of two kilobytes', first({ s: `s=${'AAAA'.repeat(512)}` })],
    ['a mebibyte of salt', first({ s: `s=${'AAAA'.repeat(1 << 18)}` })],
    ['a mandatory extension', `m=x,${first({})}`],
    ['a mandatory extension at the end', `${first({})},m=x`],
    ['an error in place of the challenge', 'e=unknown-user'],
    ['another order', `s=QSXCR+Q6sek8bf92,r=${sha1.nonce}x,i=4096`],
    ['nothing', ''],
    ['garbage', 'what do you want?'],
    ['bytes that are no text', '\xff\xfe'],
  ])('refuses %s (AU08)', async (_, challenge) => {
    const mechanism = start();
    expect(await failureOf(() => mechanism.step(Buffer.from(challenge, 'latin1')))).toMatchObject(
      violation('sasl-challenge'),
    );
    expect(mechanism.sentProof()).toBe(false);
  });

  it('takes an optional extension', async () => {
    const { bytes } = await start().step(Buffer.from(`${first({})},x=new`));
    expect(bytes.toString()).toContain('p=');
  });

  it('keeps the reason that the server gives and waits for its refusal', async () => {
    const mechanism = start();
    await mechanism.step(Buffer.from(sha1.serverFirst));
    expect((await mechanism.step(Buffer.from('e=invalid-proof'))).bytes).toHaveLength(0);
    expect([mechanism.detail(), mechanism.verified()]).toEqual(['e=invalid-proof', false]);
    expect(await failureOf(() => mechanism.step(Buffer.from(sha1.serverFinal)))).toMatchObject(
      violation('sasl-rounds'),
    );
    expect(mechanism.verified()).toBe(false);
  });

  it('answers nothing after the end (AU11)', async () => {
    const mechanism = start();
    await mechanism.step(Buffer.from(sha1.serverFirst));
    await mechanism.step(Buffer.from(sha1.serverFinal));
    expect(await failureOf(() => mechanism.step(Buffer.alloc(0)))).toMatchObject(violation('sasl-rounds'));
  });

  it('makes a new nonce each time', () => {
    const nonces = Array.from({ length: 3 }, () =>
      createMechanism('SCRAM-SHA-1', options()).initial()!.bytes.toString(),
    );
    expect(new Set(nonces).size).toBe(3);
  });

  it('escapes the user name and prepares it', () => {
    const mechanism = createMechanism('SCRAM-SHA-1', options({ user: 'a=b,\uff43\u00ad', nonce: 'n' }));
    expect(mechanism.initial()?.bytes.toString()).toBe('n,,n=a=3Db=2Cc,r=n');
  });

  it.each([
    ['I\u00adX', 'IX'],
    ['\u00aa', 'a'],
    ['\u2168', 'IX'],
    ['a\u00a0b', 'a b'],
  ])('treats the password %j as %j (RFC 4013 3)', async (typed, plain) => {
    const proof = async (secret: string) => {
      const mechanism = createMechanism('SCRAM-SHA-1', options({ secret, nonce: sha1.nonce }));
      return (await mechanism.step(Buffer.from(sha1.serverFirst))).bytes.toString();
    };
    expect(await proof(typed)).toBe(await proof(plain));
  });

  it.each(['a\x07b', '', '\u00ad', 'a\u2028b', '\ud800'])('cannot use the password %j', async (secret) => {
    expect(await failureOf(() => createMechanism('SCRAM-SHA-256', options({ secret })))).toEqual(withheld);
  });
});

describe('PLAIN', () => {
  it('sends the message of RFC 4616 4 once and ignores what challenges say (AU11, AU12)', async () => {
    const mechanism = createMechanism('PLAIN', options({ user: 'tim', secret: 'tanstaaftanstaaf' }));
    expect([mechanism.sentProof(), mechanism.verified()]).toEqual([false, false]);
    expect(mechanism.initial()?.bytes.toString()).toBe('\0tim\0tanstaaftanstaaf');
    expect([mechanism.sentProof(), mechanism.verified()]).toEqual([true, true]);
    expect(await failureOf(() => mechanism.step(Buffer.from('send the password to X')))).toMatchObject(
      violation('sasl-rounds'),
    );
  });

  it('sends passwords that are not ASCII as UTF-8, unchanged', () => {
    const mechanism = createMechanism('PLAIN', options({ secret: '\u2168\u010d\u010a' }));
    expect(mechanism.initial()?.bytes.toString('utf8')).toBe('\0user\0\u2168\u010d\u010a');
  });

  it.each([{ user: 'a\0b' }, { user: '' }, { secret: 'a\0b' }, { secret: 'a\nb' }, { secret: '' }])(
    'cannot use %j (IN01)',
    async (over) => {
      expect(await failureOf(() => createMechanism('PLAIN', options(over)))).toEqual(withheld);
    },
  );
});

describe('LOGIN', () => {
  it('gives user name and secret once each, whatever the prompts say (AU11)', async () => {
    const mechanism = createMechanism('LOGIN', options());
    expect(mechanism.initial()).toBeNull();
    expect((await mechanism.step(Buffer.from('Username:'))).bytes.toString()).toBe('user');
    expect([mechanism.sentProof(), mechanism.verified()]).toEqual([false, false]);
    expect((await mechanism.step(Buffer.from('\xff'))).bytes.toString()).toBe('pencil');
    expect([mechanism.sentProof(), mechanism.verified()]).toEqual([true, true]);
    expect(await failureOf(() => mechanism.step(Buffer.from('Password:')))).toMatchObject(violation('sasl-rounds'));
  });
});

describe('CRAM-MD5', () => {
  const create = () => createMechanism('CRAM-MD5', options({ user: 'tim', secret: 'tanstaaftanstaaf' }));

  it('answers as in RFC 2195 2, once', async () => {
    const mechanism = create();
    const challenge = Buffer.from('<1896.697170952@postoffice.reston.mci.net>');
    expect(mechanism.initial()).toBeNull();
    expect((await mechanism.step(challenge)).bytes.toString()).toBe('tim b913a602c7eda7a495b4e6e7334d3890');
    expect(mechanism.verified()).toBe(true);
    expect(await failureOf(() => mechanism.step(challenge))).toMatchObject(violation('sasl-rounds'));
  });

  it.each([0, 64 * 1024])('refuses a challenge of %i bytes (AU10)', async (length) => {
    const mechanism = create();
    expect(await failureOf(() => mechanism.step(Buffer.alloc(length, 'x')))).toMatchObject(violation('sasl-challenge'));
    expect(mechanism.sentProof()).toBe(false);
  });
});

describe('bearer tokens', () => {
  const secret = 'vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==';
  const json = '{"status":"invalid_token","openid-configuration":"https://evil.example/.well-known"}';

  it.each([
    [
      'OAUTHBEARER',
      `n,a=user@example.com,\x01host=server.example.com\x01port=143\x01auth=Bearer ${secret}\x01\x01`,
      '\x01',
    ],
    ['XOAUTH2', `user=user@example.com\x01auth=Bearer ${secret}\x01\x01`, ''],
  ])('%s sends the token once and keeps the error as text (AU16)', async (name, message, acknowledgement) => {
    const mechanism = createMechanism(name, options({ user: 'user@example.com', secret }));
    expect(mechanism.initial()?.bytes.toString()).toBe(message);
    expect(mechanism.verified()).toBe(true);
    expect((await mechanism.step(Buffer.from(json))).bytes.toString()).toBe(acknowledgement);
    expect([mechanism.detail(), mechanism.verified(), mechanism.sentProof()]).toEqual([json, false, true]);
    expect(await failureOf(() => mechanism.step(Buffer.from(json)))).toMatchObject(violation('sasl-rounds'));
  });

  it('refuses an error longer than 8 KiB', async () => {
    const mechanism = createMechanism('XOAUTH2', options({ secret }));
    mechanism.initial();
    expect(await failureOf(() => mechanism.step(Buffer.alloc(8193, 'x')))).toMatchObject(violation('sasl-challenge'));
  });

  it.each([
    { secret: `${secret}\n` },
    { secret: 'a b' },
    { secret: '' },
    { secret: 'a\x01b' },
    { user: 'a\x01b', secret },
  ])('cannot use %j (IN01)', async (over) => {
    expect(await failureOf(() => createMechanism('XOAUTH2', options(over)))).toEqual(withheld);
    expect(await failureOf(() => createMechanism('OAUTHBEARER', options(over)))).toEqual(withheld);
  });
});

describe('what is to be redacted', () => {
  it.each(['PLAIN', 'LOGIN', 'CRAM-MD5', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'XOAUTH2', 'OAUTHBEARER'])(
    '%s names every blob that it sent',
    async (name) => {
      const { nonce, serverFirst } = vectors.find((one) => one.name === name) ?? sha1;
      const mechanism = createMechanism(name, options({ nonce }));
      const sent = [mechanism.initial()?.bytes];
      if (name === 'LOGIN') sent.push((await mechanism.step(Buffer.from('a'))).bytes);
      if (mechanism.name === 'LOGIN' || /^(?:CRAM|SCRAM)/.test(name)) {
        sent.push((await mechanism.step(Buffer.from(serverFirst))).bytes);
      }
      const blobs = sent.filter((one) => one !== undefined).map((one) => one.toString('base64'));
      expect(blobs.length).toBeGreaterThan(0);
      expect(mechanism.derived()).toEqual(expect.arrayContaining(blobs));
    },
  );

  it('is nothing before anything was sent', () => {
    for (const name of ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2']) {
      expect(createMechanism(name, options()).derived(), name).toEqual([]);
    }
  });
});

describe('choose', () => {
  const all = ['LOGIN', 'PLAIN', 'CRAM-MD5', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'XOAUTH2', 'OAUTHBEARER', 'GSSAPI'];
  it.each([
    [all, 'password', undefined, 'SCRAM-SHA-256'],
    [all, 'access-token', undefined, 'OAUTHBEARER'],
    [['XOAUTH2', 'PLAIN'], 'access-token', undefined, 'XOAUTH2'],
    [['CRAM-MD5', 'LOGIN', 'PLAIN'], 'password', undefined, 'PLAIN'],
    [['CRAM-MD5', 'LOGIN'], 'password', undefined, 'LOGIN'],
    [['CRAM-MD5'], 'password', undefined, 'CRAM-MD5'],
    [['GSSAPI', 'NTLM', 'SCRAM-SHA-1-PLUS'], 'password', undefined, undefined],
    [['PLAIN'], 'access-token', undefined, undefined],
    [['XOAUTH2'], 'password', undefined, undefined],
    [[], 'password', undefined, undefined],
    [all, 'password', 'login', 'LOGIN'],
    [['PLAIN'], 'password', 'LOGIN', undefined],
    [all, 'password', 'XOAUTH2', undefined],
    [all, 'password', 'GSSAPI', undefined],
  ] as const)('of %j for a %s, asked for %s, is %s (AU02)', (offered, kind, named, chosen) => {
    expect(choose(offered, kind, named)).toBe(chosen);
  });

  it('knows no other mechanism', async () => {
    expect(await failureOf(() => createMechanism('NTLM', options()))).toEqual({
      kind: 'withheld',
      stage: 'auth',
      reason: 'no-common-mechanism',
    });
  });
});
