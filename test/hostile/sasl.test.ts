import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/model/secret.ts';
import { login, offer, securedOffer } from '../../src/probes/facts/mail.ts';
import { closed, rejects, violates, withheld } from './failures.ts';
import { begun, challenge, scramFirst, type Wire, wires } from './sasl-wires.ts';
import { end, endlessly, hear, known, reset, type Script, say, upgrade } from './scripted-server.ts';
import { type Attack, formsOf, password, user, withstand } from './withstand.ts';

const salt = Buffer.from('salt of the tests').toString('base64');
const exotic = Array.from({ length: 60 }, (_, index) => `X-MECH-${index}`);
const token = { kind: 'access-token', secret: new Secret('t0k3n.of-the_hostile.tests') } as const;
const cancelled = hear(/^\*$/);
const anything = hear(/^/);

type Case = Omit<Attack, 'security'> & Partial<Pick<Attack, 'security'>>;

function cases(wire: Wire): readonly Case[] {
  const scram = (name: string, make: (nonce: string) => string): Case => ({
    name,
    secret: 'begun',
    script: [...begun(wire, 'SCRAM-SHA-256'), scramFirst(wire, make), cancelled],
    ends: [login, violates('sasl-challenge', 'auth')],
  });
  const iterations = (row: string, text: string): Case => ({
    ...scram(`${row} SCRAM with ${text || 'no i='}`, (nonce) => `r=${nonce}x,s=${salt}${text}`),
    ends: [login, violates('sasl-iterations', 'auth')],
  });
  const nonce = (name: string, make: (nonce: string) => string): Case => ({
    ...scram(`AU06 SCRAM with ${name}`, (own) => `r=${make(own)},s=${salt},i=4096`),
    ends: [login, violates('sasl-nonce', 'auth')],
  });
  const proved = (mechanism: string): Script => [
    ...begun(wire, mechanism),
    scramFirst(wire, (own) => `r=${own}x,s=${salt},i=4096`),
    anything,
  ];
  const unproved = (name: string, mechanism: string, ...rest: Script): Case => ({
    name: `AU07 ${mechanism} with ${name}`,
    secret: 'sent',
    script: [...proved(mechanism), ...rest],
    ends: [login, violates('sasl-server-not-proved', 'auth')],
  });
  const withoutProof = (name: string, mechanism: string, ...rest: Script): Case => ({
    name: `AU14 ${mechanism} accepted ${name}`,
    secret: 'begun',
    script: [...begun(wire, mechanism), ...rest, say(wire.accept)],
    ends: [login, violates('accepted-without-proof', 'auth')],
  });
  const rounds = (mechanism: string, ...rest: Script): Case => ({
    name: `AU11 ${mechanism} asked again and again`,
    secret: 'sent',
    script: [...begun(wire, mechanism), ...rest, cancelled],
    ends: [login, violates('sasl-rounds', 'auth')],
  });
  const badChallenge = (name: string, mechanism: string, text: string): Case => ({
    name: `AU10 ${mechanism} with ${name}`,
    secret: 'begun',
    script: [...begun(wire, mechanism), say(text), cancelled],
    ends: [login, violates('sasl-challenge', 'auth')],
  });
  const leaving = (name: string, how: Script, ends: Attack['ends'][1]): Case => ({
    name: `AU17 PLAIN and ${name}`,
    secret: 'sent',
    script: [...begun(wire, 'PLAIN', 'LOGIN'), ...how],
    ends: [login, ends],
  });
  const uncommon = (name: string, mechanisms: readonly string[], mechanism?: string): Case => ({
    name,
    script: [upgrade(), ...wire.offering(...mechanisms)],
    ends: [login, withheld('no-common-mechanism', 'auth')],
    ...(mechanism === undefined ? {} : { mechanism }),
  });
  return [
    uncommon('AU01 sixty mechanisms that nobody knows', exotic),
    {
      name: 'AU01 sixty mechanisms and all clear ones, without TLS',
      security: 'none',
      script: wire.offering('PLAIN', 'LOGIN', ...exotic),
      ends: [login, withheld('no-tls', 'auth')],
    },
    uncommon('AU02 SCRAM was asked for and is gone, PLAIN is left', ['PLAIN', 'LOGIN'], 'SCRAM-SHA-256'),
    {
      name: 'AU02 SCRAM fails, PLAIN is left',
      secret: 'sent',
      script: [
        ...begun(wire, 'SCRAM-SHA-256', 'PLAIN', 'LOGIN'),
        scramFirst(wire, (own) => `r=${own}x,s=${salt},i=4096`),
        anything,
        say(wire.refuse),
      ],
      ends: [login, rejects('auth', wire.refusal)],
    },
    {
      name: 'AU03 challenges that can be cracked offline, without TLS',
      security: 'none',
      script: wire.offering('CRAM-MD5', 'DIGEST-MD5', 'NTLM', 'SCRAM-SHA-1'),
      ends: [login, withheld('no-tls', 'auth')],
    },
    iterations('AU04', ',i=2147483647'),
    iterations('AU04', ',i=1000001'),
    iterations('AU04', `,i=${'9'.repeat(400)}`),
    ...['', ',i=', ',i=0', ',i=4095', ',i=-4096', ',i=4e3', ',i=0x2000', ',i= 4096', ',i=4096,i=4096'].map((text) =>
      iterations('AU05', text),
    ),
    nonce('a nonce that is not ours', () => 'foreign'),
    nonce('our nonce alone', (own) => own),
    nonce('our nonce at the end', (own) => `x${own}`),
    nonce('our nonce and a control character', (own) => `${own}\x1b`),
    nonce('our nonce and two thousand letters', (own) => `${own}${'x'.repeat(2_000)}`),
    ...['SCRAM-SHA-1', 'SCRAM-SHA-256'].flatMap((mechanism) => [
      unproved('a false signature', mechanism, challenge(wire, `v=${'A'.repeat(43)}=`), cancelled),
      unproved('an empty signature', mechanism, challenge(wire, 'v='), cancelled),
      unproved('no signature', mechanism, challenge(wire, ''), cancelled),
      unproved('success instead of a signature', mechanism, say(wire.accept)),
      unproved('an error and then success', mechanism, challenge(wire, 'e=invalid-proof'), anything, say(wire.accept)),
    ]),
    scram('AU08 SCRAM with an empty salt', (own) => `r=${own}x,s=,i=4096`),
    scram('AU08 SCRAM with a salt that is no base64', (own) => `r=${own}x,s=?!,i=4096`),
    scram('AU08 SCRAM with a salt of 2 KiB', (own) => `r=${own}x,s=${'AAAA'.repeat(512)},i=4096`),
    scram('AU08 SCRAM with an extension that must be understood', (own) => `m=x,r=${own}x,s=${salt},i=4096`),
    scram('AU08 SCRAM with an error at first', () => 'e=other-error'),
    scram('AU08 SCRAM in another order', (own) => `s=${salt},r=${own}x,i=4096`),
    scram('AU08 SCRAM with nothing', () => ''),
    {
      name: 'AU08 SCRAM with a salt of a megabyte',
      secret: 'begun',
      script: [...begun(wire, 'SCRAM-SHA-256'), say(`${wire.prompt}${'A'.repeat(1024 * 1024)}\r\n`)],
      ends: [login, violates('line-too-long', 'auth')],
    },
    uncommon('AU09 only SCRAM with channel binding', ['SCRAM-SHA-256-PLUS', 'SCRAM-SHA-1-PLUS']),
    badChallenge('nothing', 'CRAM-MD5', `${wire.prompt.trim()}\r\n`),
    badChallenge('what is no base64', 'CRAM-MD5', `${wire.prompt}<1896.69@mail.lab.test>\r\n`),
    badChallenge('what is no base64', 'LOGIN', `${wire.prompt}Username:\r\n`),
    badChallenge('what is no base64', 'SCRAM-SHA-256', `${wire.prompt}====\r\n`),
    {
      name: 'AU10 CRAM-MD5 with 70 KiB',
      secret: 'begun',
      script: [...begun(wire, 'CRAM-MD5'), say(`${wire.prompt}${'A'.repeat(70 * 1024)}\r\n`)],
      ends: [login, violates('line-too-long', 'auth')],
    },
    rounds('PLAIN', challenge(wire, 'once more')),
    rounds('LOGIN', ...[1, 2].flatMap(() => [challenge(wire, 'Password:'), anything]), challenge(wire, 'Password:')),
    rounds('CRAM-MD5', challenge(wire, '<1@mail.lab.test>'), anything, challenge(wire, '<2@mail.lab.test>')),
    ...['XOAUTH2', 'OAUTHBEARER'].map((mechanism) => ({
      ...rounds(mechanism, challenge(wire, '{"status":"401"}'), anything, challenge(wire, '{"status":"401"}')),
      credentials: token,
    })),
    {
      name: 'AU12 PLAIN with words in the challenge',
      secret: 'sent',
      script: [...begun(wire, 'PLAIN'), challenge(wire, 'send the password to evil.example'), cancelled],
      ends: [login, violates('sasl-rounds', 'auth')],
    },
    ...['NTLM', 'GSSAPI', 'DIGEST-MD5', 'EXTERNAL', 'ANONYMOUS'].map((mechanism) =>
      uncommon(`AU13 only ${mechanism}, asked for by name`, [mechanism], mechanism),
    ),
    withoutProof('at once', 'LOGIN'),
    withoutProof('after the user name', 'LOGIN', challenge(wire, 'Username:'), anything),
    withoutProof('at once', 'CRAM-MD5'),
    withoutProof('at once', 'SCRAM-SHA-256'),
    ...formsOf(password).map((form, index) => ({
      name: `AU15 a refusal that gives the password back, form ${index}`,
      secret: 'sent' as const,
      script: [...begun(wire, 'PLAIN'), say(wire.refuse.replace(' no', ` ${form} is wrong`))],
      ends: [login, rejects('auth', wire.refusal)] as const,
    })),
    ...['XOAUTH2', 'OAUTHBEARER'].map((mechanism) => ({
      name: `AU16 ${mechanism} with a URL in the reason`,
      secret: 'sent' as const,
      credentials: token,
      script: [
        ...begun(wire, mechanism),
        challenge(wire, '{"status":"invalid_token","openid-configuration":"https://evil.example/.well-known"}'),
        hear(mechanism === 'XOAUTH2' ? /^$/ : /^AQ==$/),
        say(wire.refuse),
      ],
      ends: [login, rejects('auth', wire.refusal, { text: expect.stringContaining('https://evil.example/') })] as const,
    })),
    {
      name: 'AU16 XOAUTH2 with a reason of 90 KiB',
      secret: 'sent',
      credentials: token,
      script: [...begun(wire, 'XOAUTH2'), challenge(wire, `{"x":"${'x'.repeat(64 * 1024)}"}`)],
      ends: [login, violates('line-too-long', 'auth')],
    },
    leaving('a close', [end], closed('auth')),
    leaving('a reset', [known, reset], { kind: 'reset', stage: 'auth' }),
    leaving('words of leave', [say(wire.leave), end], rejects('auth', wire.left)),
  ];
}

describe.each(Object.entries(wires) as ['smtp' | 'imap' | 'pop3', Wire][])('%s', (protocol, wire) => {
  const attack = (row: Case) => withstand(protocol, wire.conversation, { security: 'tls', ...row });

  test.each(cases(wire))('$name', async (row) => void (await attack(row)));

  test('AU01 two hundred mechanisms are cut to 64', async () => {
    const many = Array.from({ length: 200 }, (_, index) => `X-MECH-${index}`);
    const { ran } = await attack({
      name: 'many',
      script: [upgrade(), ...wire.offering(...many)],
      ends: [login, withheld('no-common-mechanism', 'auth')],
    });
    expect(ran.value(securedOffer).mechanisms).toEqual(many.slice(0, 64));
  });

  test('AU09 without binding of its own the client says so, whatever else is offered', async () => {
    const { server } = await attack({
      name: 'plus',
      secret: 'begun',
      script: [...begun(wire, 'SCRAM-SHA-256', 'SCRAM-SHA-256-PLUS'), say(wire.refuse)],
      ends: [login, rejects('auth', wire.refusal)],
    });
    const initial = /SCRAM-SHA-256 (\S+)/.exec(server.secured)?.[1] ?? '';
    expect(Buffer.from(initial, 'base64').toString()).toMatch(new RegExp(`^n,,n=${user},r=`));
  });

  test('AU11 prompts without end get the user name and the password once', async () => {
    const { server } = await attack({
      name: 'endless',
      secret: 'sent',
      script: [...begun(wire, 'LOGIN'), endlessly(challenge(wire, 'Password:'), anything)],
      ends: [login, violates('sasl-rounds', 'auth')],
    });
    expect(
      server.secured
        .split('\r\n')
        .slice(-5, -2)
        .filter((line) => line === '*'),
    ).toEqual(['*']);
  });

  test('what was offered in plain text is heard and not used', async () => {
    const { ran } = await attack({
      name: 'plain',
      security: 'none',
      script: wire.offering('PLAIN'),
      ends: [login, withheld('no-tls', 'auth')],
    });
    expect(ran.value(offer).mechanisms).toEqual(['PLAIN']);
  });
});

test('AU12 imap: PLAIN without an initial response, and words instead of an empty challenge', async () => {
  const [greets, asks] = wires.imap.offering('PLAIN');
  const { server } = await withstand('imap', wires.imap.conversation, {
    name: 'words',
    security: 'tls',
    secret: 'sent',
    script: [
      upgrade(),
      greets!,
      asks!,
      say('* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n%tag OK done\r\n'),
      hear(/AUTHENTICATE PLAIN$/),
      say('+ send the password to evil.example\r\n'),
      anything,
      say('%tag NO no\r\n'),
    ],
    ends: [login, rejects('auth', 'NO')],
  });
  expect(server.secured).not.toContain('evil');
});

test.each([
  [
    'AU14 pop3: the answer to PASS comes along with that to USER',
    '+OK who\r\n+OK welcome\r\n',
    violates('unsolicited-reply', 'auth'),
    'begun',
  ],
  ['AU17 pop3: USER is refused', '-ERR never\r\n', rejects('auth', '-ERR'), 'begun'],
] as const)('%s', async (name, text, failure, secret) => {
  await withstand('pop3', wires.pop3.conversation, {
    name,
    security: 'tls',
    secret,
    script: [
      upgrade(),
      say('+OK mail.lab.test\r\n'),
      hear('CAPA'),
      say('+OK\r\nUSER\r\n.\r\n'),
      hear('USER'),
      say(text),
    ],
    ends: [login, failure],
  });
});
