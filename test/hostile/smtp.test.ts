import { describe, expect, test } from 'vitest';
import { smtpConversation } from '../../src/probes/conversation/smtp.ts';
import { envelope, greeting, login, offer, securedOffer, starttls, tlsSession } from '../../src/probes/facts/mail.ts';
import { closed, foreign, rejects, tooLong, violates, withheld } from './failures.ts';
import { cut, end, endlessly, flood, hear, known, type Script, say, upgrade } from './scripted-server.ts';
import { type Attack, user, withstand } from './withstand.ts';

const welcome = '220 mail.lab.test ESMTP\r\n';
const offers = '250-mail.lab.test\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS\r\n';
const greeted: Script = [say(welcome), hear('EHLO')];
const asked: Script = [...greeted, say(offers), hear('STARTTLS')];
const secured: Script = [...asked, say('220 go ahead\r\n'), upgrade(), hear('EHLO')];
/** Everything up to a login that is accepted. */
const loggedIn: Script = [
  upgrade(),
  say(welcome),
  hear('EHLO'),
  say('250-mail.lab.test\r\n250 AUTH PLAIN\r\n'),
  hear('AUTH PLAIN'),
];

type Case = Omit<Attack, 'security'> & Partial<Pick<Attack, 'security'>>;
const attack = (row: Case) => withstand('smtp', smtpConversation, { security: 'starttls', ...row });

describe('the greeting', () => {
  test.each(['221', '354', '421', '500', '501', '530', '554'])('ST30 is a %s', async (code) => {
    const { server } = await attack({
      name: code,
      script: [say(`${code} mail.lab.test ESMTP\r\n`)],
      ends: [greeting, rejects('greeting', code)],
    });
    expect(server.clear).not.toContain('EHLO');
  });

  test.each<Case>([
    { name: 'PR02 goes on for ever', script: [flood('220-x\r\n')], ends: [greeting, tooLong('greeting')] },
    {
      name: 'PR12 changes its code',
      script: [say('220-mail.lab.test\r\n554 no\r\n')],
      ends: [greeting, violates('malformed-reply', 'greeting')],
    },
    {
      name: 'PR22 is that of IMAP',
      script: [say('* OK mail.lab.test\r\n')],
      ends: [greeting, foreign('imap')],
    },
    { name: 'PR22 is that of POP3', script: [say('+OK mail.lab.test\r\n')], ends: [greeting, foreign('pop3')] },
    {
      name: 'PR22 is that of ManageSieve',
      script: [say('"IMPLEMENTATION" "Test"\r\nOK\r\n')],
      ends: [greeting, foreign('sieve')],
    },
    {
      name: 'PR22 is that of a data base',
      script: [say(Buffer.from('4a0000000a382e302e333600080000', 'hex'))],
      ends: [greeting, violates('malformed-reply', 'greeting')],
    },
    {
      name: 'PR22 is a piece of HTTP without line end',
      script: [known, say('HTTP/1.1 400'), end],
      ends: [greeting, foreign('http')],
    },
    {
      name: 'PR20 says 421 and goes on talking',
      script: [say('421 4.3.2 leaving\r\n'), flood('250 still here\r\n')],
      ends: [greeting, rejects('greeting', '421')],
    },
    {
      name: 'ST11 brings its own answer to EHLO',
      script: [say(`${welcome}250-mail.lab.test\r\n250 AUTH PLAIN\r\n`)],
      ends: [offer, violates('unsolicited-reply', 'capabilities')],
    },
  ])('$name', async (row) => void (await attack(row)));

  test.each([
    ['PR14 has bytes that are no UTF-8', '220 m\xe4il \xc0\xaf \xed\xa0\x80\r\n'],
    ['PR17 is built against patterns of dates', `220 ${'1 jan 2026 '.repeat(700)}\r\n`],
    ['PR17 is built against patterns of names', `220 ${'a-'.repeat(3_900)}!\r\n`],
    ['PR17 is built against patterns of codes', `220 ${'2.0.'.repeat(1_900)}\r\n`],
  ])('%s and does not hold it up', async (name, text) => {
    await attack({
      name,
      script: [say(text), hear('EHLO'), say('250 mail.lab.test\r\n')],
      ends: [starttls, withheld('starttls-not-offered', 'starttls')],
    });
  });
});

describe('the answer to EHLO', () => {
  test.each<Case>([
    { name: 'PR02 goes on for ever', script: [...greeted, flood('250-x\r\n')], ends: [offer, tooLong('capabilities')] },
    ...['250-a\r\n550 b\r\n', '25O x\r\n', '2 x\r\n', '999 x\r\n', '250_x\r\n', '2500 x\r\n', ' 250 x\r\n'].map(
      (text) => ({
        name: `PR12 is ${JSON.stringify(text)}`,
        script: [...greeted, say(text)],
        ends: [offer, violates('malformed-reply', 'capabilities')] as const,
      }),
    ),
    ...['220', '221', '354', '421', '550'].map((code) => ({
      name: `ST20 is a ${code}`,
      script: [...greeted, say(`${code} mail.lab.test\r\n`)],
      ends: [offer, rejects('capabilities', code)] as const,
    })),
    ...['500', '502'].flatMap((ehlo) =>
      ['220', '221', '354'].map((helo) => ({
        name: `ST20 is a ${ehlo}, and that to HELO a ${helo}`,
        script: [...greeted, say(`${ehlo} what\r\n`), hear('HELO'), say(`${helo} mail.lab.test\r\n`)],
        ends: [offer, rejects('capabilities', helo)] as const,
      })),
    ),
    {
      name: 'ST20 is a 502, and that to HELO a 250',
      script: [...greeted, say('502 what\r\n'), hear('HELO'), say('250 mail.lab.test\r\n')],
      ends: [starttls, withheld('starttls-not-offered', 'starttls')],
    },
    {
      name: 'PR02 has one line too many',
      script: [...greeted, say(`${'250-x\r\n'.repeat(256)}250 x\r\n`)],
      ends: [offer, tooLong('capabilities')],
    },
    {
      name: 'PR01 has a line that is one byte too long',
      script: [...greeted, say(`250 ${'x'.repeat(8_189)}\r\n`)],
      ends: [offer, violates('line-too-long', 'capabilities')],
    },
    {
      name: 'PR01 has a line that is as long as it may be',
      script: [...greeted, say(`250 ${'x'.repeat(8_188)}\r\n`)],
      ends: [starttls, withheld('starttls-not-offered', 'starttls')],
    },
    {
      name: 'PR15 has a line of ten thousand words',
      script: [...greeted, say(`250-mail.lab.test\r\n250 AUTH ${'X '.repeat(10_000)}\r\n`)],
      ends: [offer, violates('line-too-long', 'capabilities')],
    },
    {
      name: 'ST18 offers logins on a connection that is to stay plain',
      security: 'none',
      script: [...greeted, say('250-mail.lab.test\r\n250 AUTH PLAIN LOGIN CRAM-MD5 SCRAM-SHA-256 XOAUTH2\r\n')],
      ends: [login, withheld('no-tls', 'auth')],
    },
  ])('$name', async (row) => void (await attack(row)));

  test('PR15 names what JavaScript objects have', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const { ran } = await attack({
      name: 'prototype',
      script: [
        ...greeted,
        say(`250-mail.lab.test\r\n${names.map((name) => `250-${name} polluted\r\n`).join('')}250 STARTTLS\r\n`),
        hear('STARTTLS'),
        end,
      ],
      ends: [starttls, closed('starttls')],
    });
    expect(ran.value(offer).keywords.map(({ name }) => name)).toEqual([
      ...names.map((name) => name.toUpperCase()),
      'STARTTLS',
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('PR15 has as many lines as a reply may have', async () => {
    const lines = Array.from({ length: 254 }, (_, index) => `250-X${index}\r\n`).join('');
    const { ran } = await attack({
      name: 'many',
      script: [...greeted, say(`250-mail.lab.test\r\n${lines}250 STARTTLS\r\n`), hear('STARTTLS'), end],
      ends: [starttls, closed('starttls')],
    });
    expect(ran.value(offer).keywords).toHaveLength(255);
  });
});

describe('the answer to STARTTLS', () => {
  test.each(['221', '250', '354', '421', '454', '500', '501', '502', '530'])('ST13 is a %s', async (code) => {
    await attack({
      name: code,
      script: [...asked, say(`${code} go ahead\r\n`)],
      ends: [starttls, rejects('starttls', code)],
    });
  });

  test('ST09 begins with words that pose as advice, and they are known as unprotected', async () => {
    const { ran } = await attack({
      name: 'prefix',
      script: [
        ...asked,
        say('220-\x1b[2J Your password was stolen, call 555-0100\r\n220 go\r\n'),
        upgrade(),
        hear('EHLO'),
        say('250 mail.lab.test\r\n'),
      ],
      ends: [login, withheld('auth-not-offered', 'auth')],
    });
    const line = ran.journal.lines.find(({ text }) => text.includes('stolen'));
    expect(line).toMatchObject({ from: 'server', encrypted: false });
  });
});

describe('inside TLS', () => {
  test('ST12 nothing is offered of what was offered before', async () => {
    const { ran } = await attack({
      name: 'dropped',
      script: [...secured, say('250 mail.lab.test\r\n')],
      ends: [login, withheld('auth-not-offered', 'auth')],
    });
    expect(ran.value(offer).mechanisms).toEqual(['PLAIN', 'LOGIN']);
    expect(ran.value(securedOffer)).toMatchObject({ keywords: [], mechanisms: [] });
  });

  test.each<Case>([
    {
      name: 'PR02 EHLO is answered for ever',
      script: [...secured, flood('250-x\r\n')],
      ends: [securedOffer, tooLong('capabilities')],
    },
    {
      name: 'ST20 EHLO is refused and HELO is not',
      script: [...secured, say('502 what\r\n'), hear('HELO'), say('250 mail.lab.test\r\n')],
      ends: [login, withheld('auth-not-offered', 'auth')],
    },
    {
      name: 'ST11 a login is answered before it is begun',
      script: [...secured, say('250-mail.lab.test\r\n250 AUTH PLAIN\r\n235 welcome\r\n')],
      ends: [login, violates('unsolicited-reply', 'auth')],
    },
    {
      name: 'PR20 QUIT is answered by an error and a flood',
      script: [...secured, say('250 mail.lab.test\r\n'), hear('QUIT'), say('500 stay\r\n'), flood('250 more\r\n')],
      ends: [login, withheld('auth-not-offered', 'auth')],
    },
    {
      name: 'PR20 the connection is kept after QUIT',
      script: [...secured, say('250 mail.lab.test\r\n'), hear('QUIT'), endlessly(hear(/./))],
      ends: [login, withheld('auth-not-offered', 'auth')],
    },
    {
      name: 'PR23 the stream ends in the middle of a reply',
      script: [...secured, say('250-mail.lab.test\r\n'), cut],
      ends: [securedOffer, violates('truncated', 'capabilities')],
    },
  ])('$name', async (row) => void (await attack(row)));
});

describe('after the login', () => {
  const sender = { secret: 'sent', loggedIn: true, security: 'tls', target: { address: user } } as const;
  const trusted: Script = [...loggedIn, say('235 2.7.0 welcome\r\n'), hear(`MAIL FROM:<${user}>`)];
  test.each<Case>([
    {
      name: 'ST11 the answer to MAIL comes along with that to the login',
      ...sender,
      script: [...loggedIn, say('235 welcome\r\n250 ok\r\n')],
      ends: [envelope, violates('unsolicited-reply', 'mail')],
    },
    {
      name: 'PR02 MAIL is answered for ever',
      ...sender,
      script: [...trusted, flood('250-x\r\n')],
      ends: [envelope, tooLong('mail')],
    },
    {
      name: 'PR12 RCPT gets a reply of two codes',
      ...sender,
      script: [...trusted, say('250 ok\r\n'), hear('RCPT'), say('250-ok\r\n550 no\r\n')],
      ends: [envelope, violates('malformed-reply', 'rcpt')],
    },
    {
      name: 'AU17 the connection ends behind the login',
      ...sender,
      script: [...trusted, end],
      ends: [envelope, closed('mail')],
    },
  ])('$name', async (row) => void (await attack(row)));

  test('PR12 a 354 to RCPT starts no message', async () => {
    const { server, ran } = await attack({
      name: '354',
      ...sender,
      script: [...trusted, say('250 ok\r\n'), hear('RCPT'), say('354 send it\r\n'), hear('RSET'), say('250 ok\r\n')],
      ends: [envelope, 'observed'],
    });
    expect(ran.value(envelope).recipients.map(({ reply }) => reply.status)).toEqual(['354']);
    expect(server.secured.split('\r\n').slice(-3)).toEqual(['RSET', 'QUIT', '']);
  });
});

test('PR24 a connection that must be secured is never one that was opened in plain text', async () => {
  const { ran } = await attack({
    name: 'plain',
    security: 'none',
    script: [...greeted, say('250 mail.lab.test\r\n'), hear('QUIT')],
    ends: [login, withheld('auth-not-offered', 'auth')],
    target: { allowInsecureAuth: true },
  });
  expect(ran.outcome(tlsSession)).toEqual({ status: 'skipped', because: 'not-applicable' });
  await attack({
    name: 'secured',
    security: 'tls',
    script: [hear('\x16\x03'), say(welcome)],
    ends: [tlsSession, { kind: 'tls', reason: 'not-tls' }],
  });
});
