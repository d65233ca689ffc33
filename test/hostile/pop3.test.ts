import { describe, expect, test } from 'vitest';
import { pop3Conversation } from '../../src/probes/conversation/pop3.ts';
import { greeting, login, maildrop, offer, securedOffer, starttls } from '../../src/probes/facts/mail.ts';
import { closed, foreign, rejects, tooLong, violates, withheld } from './failures.ts';
import { cut, end, endlessly, flood, hear, type Script, say, upgrade } from './scripted-server.ts';
import { type Attack, withstand } from './withstand.ts';

const welcome = '+OK mail.lab.test\r\n';
const greeted: Script = [say(welcome), hear('CAPA')];
const asked: Script = [...greeted, say('+OK\r\nUSER\r\nSASL PLAIN\r\nSTLS\r\n.\r\n'), hear('STLS')];
const secured: Script = [...asked, say('+OK go ahead\r\n'), upgrade(), hear('CAPA')];
const nothing = '+OK\r\nTOP\r\n.\r\n';

type Case = Omit<Attack, 'security'> & Partial<Pick<Attack, 'security'>>;
const attack = (row: Case) => withstand('pop3', pop3Conversation, { security: 'starttls', ...row });
/** Nothing was done to it: the conversation went to its end, where no login is offered. */
const unharmed: Attack['ends'] = [login, withheld('auth-not-offered', 'auth')];

describe('the greeting', () => {
  test.each<Case>([
    ...['+Do you even care?', '+', '+OKAY hello', '+ok hello', '-err no', 'OK hello', ' +OK hello'].map((text) => ({
      name: `ST32 is ${text}`,
      script: [say(`${text}\r\n`)],
      ends: [greeting, violates('malformed-reply', 'greeting')] as const,
    })),
    {
      name: 'ST32 brings a listing that nobody asked for',
      script: [say(`${welcome}+OK\r\n1 100\r\n.\r\n`)],
      ends: [offer, violates('unsolicited-reply', 'capabilities')],
    },
    {
      name: 'ST27 is a refusal that poses as advice',
      script: [say('-ERR [SYS/PERM] \x1b[2JYour password was stolen, call 555-0100\r\n')],
      ends: [greeting, rejects('greeting', '-ERR', { code: 'SYS/PERM' })],
    },
    { name: 'PR22 is that of SMTP', script: [say('220 mail.lab.test ESMTP\r\n')], ends: [greeting, foreign('smtp')] },
    { name: 'PR22 is that of IMAP', script: [say('* OK mail.lab.test\r\n')], ends: [greeting, foreign('imap')] },
    {
      name: 'PR20 is an error, and a flood behind it',
      script: [say('-ERR leaving\r\n'), flood('+OK still here\r\n')],
      ends: [greeting, rejects('greeting', '-ERR')],
    },
    {
      name: 'AU03 has a time stamp for APOP, and no TLS is offered',
      script: [say('+OK mail.lab.test <1896.697170952@mail.lab.test>\r\n'), hear('CAPA'), say(nothing)],
      ends: [starttls, withheld('starttls-not-offered', 'starttls')],
    },
    {
      name: 'PR17 is built against patterns of time stamps',
      script: [say(`+OK ${'<a@'.repeat(2_600)}\r\n`), hear('CAPA'), say(nothing)],
      ends: [starttls, withheld('starttls-not-offered', 'starttls')],
    },
    {
      name: 'PR14 has bytes that are no UTF-8',
      script: [say('+OK m\xe4il \xc0\xaf \xed\xa0\x80\r\n'), hear('CAPA'), say(nothing)],
      ends: [starttls, withheld('starttls-not-offered', 'starttls')],
    },
  ])('$name', async (row) => void (await attack(row)));
});

describe('the answer to CAPA', () => {
  test.each<Case>([
    {
      name: 'ST19 is an error, as is that to STLS',
      script: [...greeted, say('-ERR what\r\n'), hear('STLS'), say('-ERR what\r\n')],
      ends: [starttls, rejects('starttls', '-ERR')],
    },
    {
      name: 'ST19 is empty, and STLS is refused',
      script: [...greeted, say('+OK\r\n.\r\n'), hear('STLS'), say('-ERR what\r\n')],
      ends: [starttls, rejects('starttls', '-ERR')],
    },
    {
      name: 'PR19 has no end',
      script: [...greeted, say('+OK\r\n'), flood('USER\r\n')],
      ends: [offer, tooLong('capabilities')],
    },
    {
      name: 'PR19 stops in the middle',
      script: [...greeted, say('+OK\r\nUSER\r\n')],
      ends: [offer, { kind: 'timeout', stage: 'capabilities' }],
      deadlineMs: 60,
    },
    {
      name: 'PR15 has a line of ten thousand words',
      script: [...greeted, say(`+OK\r\nSASL ${'X '.repeat(10_000)}\r\n.\r\n`)],
      ends: [offer, violates('line-too-long', 'capabilities')],
    },
    {
      name: 'ST18 offers logins on a connection that is to stay plain',
      security: 'none',
      script: [...greeted, say('+OK\r\nUSER\r\nSASL PLAIN LOGIN CRAM-MD5\r\n.\r\n')],
      ends: [login, withheld('no-tls', 'auth')],
    },
  ])('$name', async (row) => void (await attack(row)));

  test('PR15 names what JavaScript objects have', async () => {
    const { ran } = await attack({
      name: 'prototype',
      script: [...greeted, say('+OK\r\n__proto__ polluted\r\nconstructor\r\nSTLS\r\n.\r\n'), hear('STLS'), end],
      ends: [starttls, closed('starttls')],
    });
    expect(ran.value(offer).keywords.map(({ name }) => name)).toEqual(['__PROTO__', 'CONSTRUCTOR', 'STLS']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

test.each<Case>([
  ...['+Okay', '+OK!', '+ go', '+', 'OK', '+ok', '220 go'].map((text) => ({
    name: `ST15 the answer to STLS is ${text}`,
    script: [...asked, say(`${text}\r\n`)],
    ends: [starttls, violates('malformed-reply', 'starttls')] as const,
  })),
  ...['-ERR no', '-ERR [SYS/PERM] no', '-ERR'].map((text) => ({
    name: `ST15 the answer to STLS is ${text}`,
    script: [...asked, say(`${text}\r\n`)],
    ends: [starttls, rejects('starttls', '-ERR')] as const,
  })),
])('$name', async (row) => void (await attack(row)));

describe('inside TLS', () => {
  test('ST12 nothing is offered of what was offered before', async () => {
    const { ran } = await attack({ name: 'dropped', script: [...secured, say(nothing)], ends: unharmed });
    expect(ran.value(offer).mechanisms).toEqual(['PLAIN']);
    expect(ran.value(securedOffer)).toMatchObject({ keywords: [{ name: 'TOP' }], mechanisms: [] });
  });

  test.each<Case>([
    {
      name: 'PR20 QUIT is answered by an error and a flood',
      script: [...secured, say(nothing), hear('QUIT'), say('-ERR stay\r\n'), flood('+OK\r\n')],
      ends: unharmed,
    },
    {
      name: 'PR20 the connection is kept after QUIT',
      script: [...secured, say(nothing), hear('QUIT'), endlessly(hear(/./))],
      ends: unharmed,
    },
    {
      name: 'PR23 the stream ends in the middle of a reply',
      script: [...secured, say('+OK\r\nUSER\r\n'), cut],
      ends: [securedOffer, violates('truncated', 'capabilities')],
    },
    {
      name: 'ST11 a login is answered before it is begun',
      script: [...secured, say('+OK\r\nSASL PLAIN\r\n.\r\n+OK welcome\r\n')],
      ends: [login, violates('unsolicited-reply', 'auth')],
    },
  ])('$name', async (row) => void (await attack(row)));
});

const trusted = { secret: 'sent', loggedIn: true, security: 'tls' } as const;
const logsIn: Script = [
  upgrade(),
  say(welcome),
  hear('CAPA'),
  say('+OK\r\nSASL PLAIN\r\n.\r\n'),
  hear('AUTH PLAIN'),
  say('+OK welcome\r\n'),
  hear('STAT'),
];
const counted: Script = [...logsIn, say('+OK 2 300\r\n'), hear('UIDL')];

describe('after the login', () => {
  test.each<Case>([
    ...['1e309 5', '-1 5', '99999999999999999999 5', '0x10 5', 'NaN NaN', '5', ''].map((text) => ({
      name: `PR11 the maildrop holds "${text}"`,
      ...trusted,
      script: [...logsIn, say(`+OK ${text}\r\n`)],
      ends: [maildrop, violates('malformed-reply', 'mailbox')] as const,
    })),
    {
      name: 'PR19 UIDL has no end',
      ...trusted,
      script: [...counted, say('+OK\r\n'), flood('1 a\r\n')],
      ends: [maildrop, tooLong('mailbox')],
      mostBytes: 2 * 1024 * 1024,
    },
    {
      name: 'PR19 UIDL says +OK and nothing more',
      ...trusted,
      script: [...counted, say('+OK\r\n')],
      ends: [maildrop, { kind: 'timeout', stage: 'mailbox' }],
      deadlineMs: 60,
    },
    {
      name: 'PR01 UIDL has a line without end',
      ...trusted,
      script: [...counted, say('+OK\r\n1 '), flood('a')],
      ends: [maildrop, violates('line-too-long', 'mailbox')],
    },
    {
      name: 'PR23 UIDL is cut off',
      ...trusted,
      script: [...counted, say('+OK\r\n1 a\r\n2'), cut],
      ends: [maildrop, violates('truncated', 'mailbox')],
    },
    {
      name: 'AU17 the connection ends behind the login',
      ...trusted,
      script: [...logsIn, end],
      ends: [maildrop, closed('mailbox')],
    },
    {
      name: 'ST11 STAT is answered twice',
      ...trusted,
      script: [...logsIn, say('+OK 2 300\r\n-ERR what\r\n')],
      ends: [maildrop, violates('unsolicited-reply', 'mailbox')],
    },
  ])('$name', async (row) => void (await attack(row)));

  test('nothing is ever deleted or fetched', async () => {
    const { server } = await attack({
      name: 'read only',
      ...trusted,
      script: [
        ...counted,
        say('+OK\r\n1 a\r\n2 b\r\n.\r\n'),
        hear('UIDL'),
        say('+OK\r\n1 c\r\n2 d\r\n.\r\n'),
        hear('QUIT'),
      ],
      ends: [maildrop, 'observed'],
    });
    expect(server.secured).not.toMatch(/DELE|RETR|TOP|RSET/);
  });
});
