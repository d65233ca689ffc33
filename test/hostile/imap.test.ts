import { describe, expect, test } from 'vitest';
import { imapConversation } from '../../src/probes/conversation/imap.ts';
import { folders, greeting, login, offer, securedOffer, starttls } from '../../src/probes/facts/mail.ts';
import { closed, foreign, rejects, tooLong, violates, withheld } from './failures.ts';
import { cut, end, endlessly, flood, hear, type Script, say, upgrade } from './scripted-server.ts';
import { type Attack, withstand } from './withstand.ts';

const welcome = '* OK mail.lab.test\r\n';
const offers = '* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\r\n%tag OK done\r\n';
const greeted: Script = [say(welcome), hear('CAPABILITY')];
const asked: Script = [...greeted, say(offers), hear('STARTTLS')];
const bare = '* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n%tag OK done\r\n';

type Case = Omit<Attack, 'security'> & Partial<Pick<Attack, 'security'>>;
const attack = (row: Case) => withstand('imap', imapConversation, { security: 'starttls', ...row });
/** Nothing was done to it: the conversation went to its end, where no login is offered. */
const unharmed: Attack['ends'] = [login, withheld('auth-not-offered', 'auth')];

describe('the greeting', () => {
  test.each<Case>([
    ...['hello', 'M1 OK hello', '* HELLO', '+ OK', '*', '* OKAY hello', '250 hello there'].map((text) => ({
      name: `ST31 is ${JSON.stringify(text)} before the right one`,
      script: [say(`${text}\r\n${welcome}`)],
      ends: [greeting, violates('malformed-reply', 'greeting')] as const,
    })),
    ...['NO', 'BAD', 'BYE'].map((status) => ({
      name: `ST31 is ${status}`,
      script: [say(`* ${status} go away\r\n`)],
      ends: [greeting, rejects('greeting', status)] as const,
    })),
    ...['', '[CAPABILITY IMAP4rev1 STARTTLS] ', '[CAPABILITY IMAP4rev1] '].map((code) => ({
      name: `ST21 is PREAUTH in plain text ${code}`,
      script: [say(`* PREAUTH ${code}welcome\r\n`), hear('LOGOUT')],
      ends: [greeting, violates('preauth-before-tls', 'greeting')] as const,
    })),
    { name: 'PR22 is that of SMTP', script: [say('220 mail.lab.test ESMTP\r\n')], ends: [greeting, foreign('smtp')] },
    { name: 'PR22 is that of POP3', script: [say('+OK mail.lab.test\r\n')], ends: [greeting, foreign('pop3')] },
    {
      name: 'PR20 is BYE, and a flood behind it',
      script: [say('* BYE leaving\r\n'), flood('* OK still here\r\n')],
      ends: [greeting, rejects('greeting', 'BYE')],
    },
    {
      name: 'PR17 is built against patterns of codes',
      script: [say(`* OK [${'[a "]'.repeat(12_000)}\r\n`), hear('CAPABILITY'), say(bare)],
      ends: [starttls, withheld('starttls-not-offered', 'starttls')],
    },
  ])('$name', async (row) => void (await attack(row)));
});

describe('the capabilities', () => {
  test.each<Case>([
    {
      name: 'ST19 are refused',
      script: [...greeted, say('%tag BAD what\r\n')],
      ends: [offer, rejects('capabilities', 'BAD')],
    },
    ...['%tag OK done\r\n', '* CAPABILITY\r\n%tag OK done\r\n', '* CAPABILITY IMAP4\r\n%tag OK done\r\n'].map(
      (text) => ({
        name: `ST19 are ${JSON.stringify(text)}: STARTTLS is asked for once`,
        script: [...greeted, say(text), hear('STARTTLS'), say('%tag BAD what\r\n')],
        ends: [starttls, rejects('starttls', 'BAD')] as const,
      }),
    ),
    {
      name: 'ST26 are edited in the greeting',
      script: [say('* OK [CAPABILITY IMAP4rev1 IDLE AUTH=PLAIN] hi\r\n')],
      ends: [starttls, withheld('starttls-not-offered', 'starttls')],
    },
    {
      name: 'ST26 are edited ahead of the answer',
      script: [...greeted, say('* CAPABILITY IMAP4rev1 IDLE\r\n* CAPABILITY IMAP4rev1 STARTTLS\r\n%tag OK done\r\n')],
      ends: [starttls, withheld('starttls-not-offered', 'starttls')],
    },
    {
      name: 'ST10 are answered under a tag that was never sent',
      script: [...greeted, say('* CAPABILITY IMAP4rev1 STARTTLS\r\nM1 OK done\r\n')],
      ends: [offer, violates('unsolicited-reply', 'capabilities')],
    },
    {
      name: 'ST10 are answered twice',
      script: [...greeted, say(`${offers}%tag OK again\r\n`), hear('STARTTLS')],
      ends: [starttls, violates('unsolicited-reply', 'starttls')],
    },
    ...['{-1}', '{}', '{1e9}', '{0x10}', '{18446744073709551616}', '{1+}', '{3', `{${'0'.repeat(60_000)}3}`].map(
      (text) => ({
        name: `PR07 hold the literal ${text.slice(0, 24)}`,
        script: [...greeted, say(`* CAPABILITY ${text}\r\nA B\r\n`)],
        ends: [offer, violates('bad-literal', 'capabilities')] as const,
      }),
    ),
    {
      name: 'PR07 hold a literal with a megabyte of leading zeros',
      script: [...greeted, say('* CAPABILITY {'), flood('0')],
      ends: [offer, violates('line-too-long', 'capabilities')],
    },
    ...['99999999999', '2147483648', '9007199254740993', '65537'].map((size) => ({
      name: `PR06 announce ${size} bytes and send them`,
      script: [...greeted, say(`* CAPABILITY {${size}}\r\n`), flood('x')],
      ends: [offer, violates('literal-too-long', 'capabilities')] as const,
    })),
    {
      name: 'PR06 hold a literal as long as a reply',
      script: [...greeted, say('* X {65536}\r\n'), flood('x')],
      ends: [offer, tooLong('capabilities')],
    },
    {
      name: 'PR08 hold a million literals of one byte',
      script: [...greeted, say('* X'), flood(' {1}\r\nx')],
      ends: [offer, tooLong('capabilities')],
    },
    {
      name: 'PR08 come with untagged lines for ever',
      script: [...greeted, flood('* OK x\r\n')],
      ends: [offer, tooLong('capabilities')],
    },
    {
      name: 'PR09 are nested one deeper than they may be',
      script: [...greeted, say(`* X ${'('.repeat(33)}${')'.repeat(33)}\r\n`)],
      ends: [offer, violates('nested-too-deep', 'capabilities')],
    },
    {
      name: 'PR01 are a line that is one byte too long',
      script: [...greeted, say(`* X ${'x'.repeat(65_533)}\r\n`)],
      ends: [offer, violates('line-too-long', 'capabilities')],
    },
    {
      name: 'PR09 are nested a hundred thousand deep',
      script: [...greeted, say(`* CAPABILITY ${'('.repeat(60_000)}\r\n`)],
      ends: [offer, violates('nested-too-deep', 'capabilities')],
    },
    {
      name: 'PR18 come with a message of nested parts',
      script: [...greeted, say(`* 1 FETCH (BODYSTRUCTURE ${'("message" "rfc822" NIL '.repeat(2_000)}\r\n`)],
      ends: [offer, violates('nested-too-deep', 'capabilities')],
    },
    ...['99999999999999999999999', '-1', '1e309', '0x7', '1.5'].map((number) => ({
      name: `PR11 come with ${number} messages`,
      script: [...greeted, say(`* ${number} EXISTS\r\n`)],
      ends: [offer, violates('malformed-reply', 'capabilities')] as const,
    })),
    ...['* LIST (\\Noselect "/" x', '* LIST ) "/" x', '* LIST () "/" "x', '* ID ("a" NIL'].map((line) => ({
      name: `ST25 come with ${line}`,
      script: [...greeted, say(`${line}\r\n`)],
      ends: [offer, violates('malformed-reply', 'capabilities')] as const,
    })),
  ])('$name', async (row) => void (await attack(row)));

  test.each([
    ['ST25 come with an ID of literals', '* ID ("name" {4}\r\nevil {1}\r\na NIL)\r\n'],
    [
      'PR10 come with ranges of four milliards',
      '* SEARCH 1:4294967295\r\n* VANISHED (EARLIER) 1:4294967295\r\n* OK [COPYUID 1 1:4294967295 1:4294967295] x\r\n',
    ],
    ['PR14 come with text that is no UTF-8', '* OK [ALERT] caf\xe9 \xc0\xaf \xff\r\n'],
    ['PR14 demand UTF-8', '* CAPABILITY IMAP4rev1 UTF8=ONLY STARTTLS\r\n'],
    ['PR09 come with lists as deep as they may be', `* X ${'('.repeat(32)}${')'.repeat(32)}\r\n`],
    ['PR06 come with a literal as long as fits', `* X {60000}\r\n${'x'.repeat(60_000)}\r\n`],
    ['PR21 offer compression', '* CAPABILITY IMAP4rev1 COMPRESS=DEFLATE STARTTLS\r\n'],
    ['ST29 name a server for Sieve', '* CAPABILITY IMAP4rev1 IMAPSIEVE=sieve://evil.example STARTTLS\r\n'],
    ['ST28 refer to another server in between', '* NO [REFERRAL imap://ann;AUTH=*@evil.example:143/] go there\r\n'],
  ])('%s, and it goes on', async (name, lines) => {
    const { server } = await attack({
      name,
      script: [...greeted, say(lines + offers), hear('STARTTLS'), end],
      ends: [starttls, closed('starttls')],
    });
    expect(server.clear.split('\r\n').map((line) => line.replace(/^\S+ /, ''))).toEqual(['CAPABILITY', 'STARTTLS', '']);
  });

  test('PR15 name what JavaScript objects have, ten thousand times over', async () => {
    const { ran } = await attack({
      name: 'prototype',
      script: [
        ...greeted,
        say(`* CAPABILITY STARTTLS __proto__=polluted constructor toString ${'X '.repeat(10_000)}\r\n%tag OK done\r\n`),
        hear('STARTTLS'),
        end,
      ],
      ends: [starttls, closed('starttls')],
    });
    const { keywords } = ran.value(offer);
    expect(keywords).toHaveLength(256);
    expect(keywords.slice(1, 4).map(({ name }) => name)).toEqual(['__PROTO__', 'CONSTRUCTOR', 'TOSTRING']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('the answer to STARTTLS', () => {
  test.each<Case>([
    { name: 'ST14 is NO', script: [...asked, say('%tag NO later\r\n')], ends: [starttls, rejects('starttls', 'NO')] },
    { name: 'ST14 is BAD', script: [...asked, say('%tag BAD what\r\n')], ends: [starttls, rejects('starttls', 'BAD')] },
    {
      name: 'ST14 asks to go on',
      script: [...asked, say('+ go ahead\r\n')],
      ends: [starttls, violates('unsolicited-reply', 'starttls')],
    },
    { name: 'ST14 is BYE', script: [...asked, say('* BYE no\r\n')], ends: [starttls, rejects('starttls', 'BYE')] },
    {
      name: 'ST21 is PREAUTH',
      script: [...asked, say('* PREAUTH welcome\r\n%tag OK go\r\n')],
      ends: [starttls, violates('unsolicited-reply', 'starttls')],
    },
  ])('$name', async (row) => void (await attack(row)));

  test('ST09 ST27 comes behind words that pose as advice, and they are known as unprotected', async () => {
    const { ran } = await attack({
      name: 'prefix',
      script: [
        ...asked,
        say('* OK [ALERT] \x1b]0;stolen\x07Your password was stolen, call 555-0100\r\n%tag OK go\r\n'),
        upgrade(),
        hear('CAPABILITY'),
        say(bare),
      ],
      ends: unharmed,
    });
    expect(ran.journal.lines.find(({ text }) => text.includes('stolen'))).toMatchObject({ encrypted: false });
  });
});

describe('inside TLS', () => {
  const secured: Script = [...asked, say('%tag OK go ahead\r\n'), upgrade(), hear('CAPABILITY')];

  test('ST12 nothing is offered of what was offered before', async () => {
    const { ran } = await attack({
      name: 'dropped',
      script: [...secured, say('* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n%tag OK done\r\n')],
      ends: unharmed,
    });
    expect(ran.value(offer).mechanisms).toEqual(['PLAIN']);
    expect(ran.value(securedOffer).keywords.map(({ name }) => name)).toEqual(['IMAP4REV1', 'LOGINDISABLED']);
  });

  test.each([
    ['with STARTTLS listed', '[CAPABILITY IMAP4rev1 AUTH=PLAIN STARTTLS] '],
    ['without a list', ''],
  ])('ST22 PREAUTH %s leaves the login untested', async (name, code) => {
    const { server, ran } = await attack({
      name,
      security: 'tls',
      script: [
        upgrade(),
        say(`* PREAUTH ${code}welcome\r\n`),
        ...(code === '' ? [hear('CAPABILITY'), say(offers)] : []),
        hear('LOGOUT'),
      ],
      ends: [login, 'not-applicable'],
    });
    expect(ran.outcome(folders)).toEqual({ status: 'skipped', because: 'not-applicable' });
    expect(server.secured).not.toMatch(/LIST|SELECT|EXAMINE|APPEND/);
  });

  test.each<Case>([
    {
      name: 'PR20 LOGOUT is answered by a flood',
      script: [...secured, say(bare), hear('LOGOUT'), flood('* OK more\r\n')],
      ends: unharmed,
    },
    {
      name: 'PR20 the connection is kept after LOGOUT',
      script: [...secured, say(bare), hear('LOGOUT'), endlessly(hear(/./))],
      ends: unharmed,
    },
    {
      name: 'PR23 the stream ends in the middle of a reply',
      script: [...secured, say('* CAPABILITY IMAP4rev1\r\n'), cut],
      ends: [securedOffer, violates('truncated', 'capabilities')],
    },
    {
      name: 'PR08 untagged lines come for ever',
      script: [...secured, flood('* 1 EXISTS\r\n')],
      ends: [securedOffer, tooLong('capabilities')],
    },
  ])('$name', async (row) => void (await attack(row)));
});
