import { describe, expect, test } from 'vitest';
import { sieveConversation } from '../../src/probes/conversation/sieve.ts';
import { greeting, offer, securedOffer, starttls } from '../../src/probes/facts/mail.ts';
import { closed, foreign, rejects, tooLong, violates } from './failures.ts';
import { cut, end, endlessly, flood, hear, type Script, say, upgrade } from './scripted-server.ts';
import { type Attack, withstand } from './withstand.ts';

const welcome = '"IMPLEMENTATION" "Test"\r\n"SASL" "PLAIN"\r\n"STARTTLS"\r\nOK\r\n';
const asked: Script = [say(welcome), hear('STARTTLS')];
const secured: Script = [...asked, say('OK\r\n'), upgrade()];
const bare = '"IMPLEMENTATION" "Other"\r\nOK\r\n';

type Case = Omit<Attack, 'security'> & Partial<Pick<Attack, 'security'>>;
const attack = (row: Case) => withstand('sieve', sieveConversation, { security: 'starttls', ...row });
const broken = violates('malformed-reply', 'greeting');

describe('the greeting', () => {
  test.each<Case>([
    ...['NO', 'BYE'].map((status) => ({
      name: `ST31 is ${status}`,
      script: [say(`${status} "go away"\r\n`)],
      ends: [greeting, rejects('greeting', status)] as const,
    })),
    ...['hello', 'OKAY', '(x)', '"SASL" (', '"SASL" "PLAIN', 'IMPLEMENTATION x'].map((text) => ({
      name: `ST31 begins with ${text}`,
      script: [say(`${text}\r\n${welcome}`)],
      ends: [greeting, broken] as const,
    })),
    {
      name: 'ST29 refers to another server',
      script: [say('BYE (REFERRAL "sieve://ann@evil.example:4190") "go there"\r\n')],
      ends: [greeting, rejects('greeting', 'BYE', { code: 'REFERRAL sieve://ann@evil.example:4190' })],
    },
    { name: 'PR02 goes on for ever', script: [flood('"X" "y"\r\n')], ends: [greeting, tooLong('greeting')] },
    { name: 'PR22 is that of SMTP', script: [say('220 mail.lab.test ESMTP\r\n')], ends: [greeting, foreign('smtp')] },
    { name: 'PR22 is that of IMAP', script: [say('* OK mail.lab.test\r\n')], ends: [greeting, foreign('imap')] },
    ...['{99999999999}', '{99999999999+}', '{65537}'].map((size) => ({
      name: `PR06 announces ${size} bytes and sends them`,
      script: [say(`"IMPLEMENTATION" ${size}\r\n`), flood('x')],
      ends: [greeting, violates('literal-too-long', 'greeting')] as const,
    })),
    ...['{-1}', '{}', '{1e9}', '{18446744073709551616}', '{1', '{1++}', `{${'0'.repeat(8_000)}3}`].map((size) => ({
      name: `PR07 holds the literal ${size.slice(0, 24)}`,
      script: [say(`"IMPLEMENTATION" ${size}\r\nA\r\nOK\r\n`)],
      ends: [greeting, violates('bad-literal', 'greeting')] as const,
    })),
    {
      name: 'PR08 holds a million literals of one byte',
      script: [say('"X"'), flood(' {1}\r\nx')],
      ends: [greeting, tooLong('greeting')],
    },
    {
      name: 'PR09 is nested thousands deep',
      script: [say(`"X" ${'('.repeat(8_000)}\r\n`)],
      ends: [greeting, violates('nested-too-deep', 'greeting')],
    },
    {
      name: 'PR15 has a line of ten thousand words',
      script: [say(`"SASL" "${'X '.repeat(10_000)}"\r\nOK\r\n`)],
      ends: [greeting, violates('line-too-long', 'greeting')],
    },
    {
      name: 'PR20 is BYE, and a flood behind it',
      script: [say('BYE "leaving"\r\n'), flood('OK "still here"\r\n')],
      ends: [greeting, rejects('greeting', 'BYE')],
    },
  ])('$name', async (row) => void (await attack(row)));

  test.each([
    ['PR14 has bytes that are no UTF-8', '"IMPLEMENTATION" "m\xe4il \xc0\xaf"\r\n'],
    ['PR17 is built against patterns', `"IMPLEMENTATION" "${'\\"'.repeat(4_000)}"\r\n`],
    ['PR16 names a script with a path', '"X-SCRIPT" "../../etc/passwd"\r\n'],
  ])('%s, and it goes on', async (name, lines) => {
    await attack({
      name,
      script: [say(lines + welcome), hear('STARTTLS'), end],
      ends: [starttls, closed('starttls')],
    });
  });

  test('PR15 names what JavaScript objects have', async () => {
    const { ran } = await attack({
      name: 'prototype',
      script: [say(`"__proto__" "polluted"\r\n"constructor"\r\n${welcome}`), hear('STARTTLS'), end],
      ends: [starttls, closed('starttls')],
    });
    expect(
      ran
        .value(offer)
        .keywords.slice(0, 2)
        .map(({ name }) => name),
    ).toEqual(['__PROTO__', 'CONSTRUCTOR']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

test.each<Case>([
  {
    name: 'ST14 STARTTLS is answered by BYE',
    script: [...asked, say('BYE "no"\r\n')],
    ends: [starttls, rejects('starttls', 'BYE')],
  },
  {
    name: 'ST14 STARTTLS is answered by OKAY',
    script: [...asked, say('OKAY go\r\n')],
    ends: [starttls, violates('malformed-reply', 'starttls')],
  },
  {
    name: 'ST29 STARTTLS is referred to another server',
    script: [...asked, say('NO (REFERRAL "sieve://evil.example") "go there"\r\n')],
    ends: [starttls, rejects('starttls', 'NO', { code: 'REFERRAL sieve://evil.example' })],
  },
])('$name', async (row) => void (await attack(row)));

describe('inside TLS', () => {
  test('ST12 nothing is offered of what was offered before', async () => {
    const { ran } = await attack({
      name: 'dropped',
      script: [...secured, say(bare), hear('LOGOUT')],
      ends: [securedOffer, 'observed'],
    });
    expect(ran.value(offer)).toMatchObject({ mechanisms: ['PLAIN'] });
    expect(ran.value(securedOffer)).toMatchObject({
      keywords: [{ name: 'IMPLEMENTATION', args: 'Other' }],
      mechanisms: [],
    });
  });

  test.each<Case>([
    {
      name: 'ST12 nothing is announced anew',
      script: secured,
      ends: [securedOffer, { kind: 'timeout', stage: 'capabilities' }],
      deadlineMs: 60,
    },
    {
      name: 'PR02 the capabilities have no end',
      script: [...secured, flood('"X" "y"\r\n')],
      ends: [securedOffer, tooLong('capabilities')],
    },
    {
      name: 'ST31 the capabilities are BYE',
      script: [...secured, say('BYE "no"\r\n')],
      ends: [securedOffer, rejects('capabilities', 'BYE')],
    },
    {
      name: 'PR23 the capabilities are cut off',
      script: [...secured, say('"SASL" "PLAIN"\r\n'), cut],
      ends: [securedOffer, violates('truncated', 'capabilities')],
    },
    {
      name: 'PR20 LOGOUT is answered by a flood',
      script: [...secured, say(bare), hear('LOGOUT'), flood('OK "more"\r\n')],
      ends: [securedOffer, 'observed'],
    },
    {
      name: 'PR20 the connection is kept after LOGOUT',
      script: [...secured, say(bare), hear('LOGOUT'), endlessly(hear(/./))],
      ends: [securedOffer, 'observed'],
    },
  ])('$name', async (row) => void (await attack(row)));
});
