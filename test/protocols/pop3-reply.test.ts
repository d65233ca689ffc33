import { describe, expect, it } from 'vitest';
import { apopTimestamp, parseCapa, pop3Continuation, pop3Reply } from '../../src/protocols/pop3/reply.ts';
import { feed, limits, replyOf } from './feed.ts';

const single = () => pop3Reply(limits, { multiline: false });
const multi = () => pop3Reply(limits, { multiline: true });

describe('pop3Reply', () => {
  it.each([
    ['+OK', { status: '+OK', text: '' }],
    ['+OK ready', { status: '+OK', text: 'ready' }],
    ['+OK POP3 <1896.697170952@example.org>', { status: '+OK', text: 'POP3 <1896.697170952@example.org>' }],
    ['-ERR', { status: '-ERR', text: '' }],
    ['-ERR [AUTH] no', { status: '-ERR', code: 'AUTH', text: 'no' }],
    ['-ERR [sys/perm] no', { status: '-ERR', code: 'SYS/PERM', text: 'no' }],
    ['-ERR [IN-USE]', { status: '-ERR', code: 'IN-USE', text: '' }],
    ['-ERR [LOGIN-DELAY] wait', { status: '-ERR', code: 'LOGIN-DELAY', text: 'wait' }],
    ['-ERR [not a code] x', { status: '-ERR', text: '[not a code] x' }],
    ['-ERR [AUTH]x', { status: '-ERR', text: '[AUTH]x' }],
  ])('reads %j', (line, expected) => {
    expect(replyOf(single(), [line])).toEqual({ protocol: 'pop3', lines: [], ...expected });
  });

  it.each([
    '+Okay',
    '+ok ready',
    '+OKready',
    '+Do you even care?',
    '-ERROR',
    '-ERR[AUTH]',
    '+ go',
    ' +OK',
    '',
    '* OK ready',
    '+OK a\0b',
    '+OK a\r+OK b',
  ])('refuses %j (ST15, ST32, PR13)', (line) => {
    expect(feed(single(), [line])).toEqual({ violation: 'malformed-reply' });
    expect(feed(pop3Continuation(limits), [line === '+ go' ? '+go' : line])).toEqual({ violation: 'malformed-reply' });
  });

  it('reads the body of a multi-line reply up to the dot and undoes the stuffing', () => {
    expect(replyOf(multi(), ['+OK list', '1 a', '..', '..x', '', '-ERR not me', '.'])).toMatchObject({
      status: '+OK',
      text: 'list',
      lines: ['1 a', '.', '.x', '', '-ERR not me'],
    });
  });

  it('has no body after an error', () => {
    expect(replyOf(multi(), ['-ERR no'])).toMatchObject({ status: '-ERR', lines: [] });
  });

  it('goes on wanting lines until the dot comes (PR19)', () => {
    expect(feed(multi(), ['+OK', '1 a', '. '])).toEqual({ want: 'line' });
  });

  it('refuses control characters inside the body', () => {
    expect(feed(multi(), ['+OK', 'a\0b'])).toEqual({ violation: 'malformed-reply' });
  });
});

describe('pop3Continuation', () => {
  it.each([
    ['+ PDE4OTY+', { challenge: 'PDE4OTY+' }],
    ['+ ', { challenge: '' }],
    ['+', { challenge: '' }],
    ['+OK in', { status: '+OK', text: 'in' }],
    ['-ERR [AUTH] no', { status: '-ERR', code: 'AUTH', text: 'no' }],
  ])('reads %j', (line, expected) => {
    expect(replyOf(pop3Continuation(limits), [line])).toMatchObject(expected);
  });
});

describe('parseCapa', () => {
  it('gives what a client needs to know', () => {
    expect(
      parseCapa(['TOP', 'sasl PLAIN login', 'STLS', 'USER', 'LOGIN-DELAY 900 USER', 'EXPIRE 60', 'IMPLEMENTATION A B']),
    ).toEqual({
      keywords: [
        { name: 'TOP', args: '' },
        { name: 'SASL', args: 'PLAIN login' },
        { name: 'STLS', args: '' },
        { name: 'USER', args: '' },
        { name: 'LOGIN-DELAY', args: '900 USER' },
        { name: 'EXPIRE', args: '60' },
        { name: 'IMPLEMENTATION', args: 'A B' },
      ],
      mechanisms: ['PLAIN', 'LOGIN'],
      starttls: true,
      plainLogin: true,
      mangled: [],
      loginDelay: 900,
      expireDays: 60,
    });
  });

  it.each([
    [['EXPIRE NEVER'], { expireNever: true }],
    [['EXPIRE 0'], { expireDays: 0 }],
    [['EXPIRE -1'], {}],
    [['EXPIRE 1e309'], {}],
    [['LOGIN-DELAY 99999999999999999999'], {}],
    [['LOGIN-DELAY'], {}],
    [['', ' '], {}],
  ])('%j', (lines, expected) => {
    const { keywords: _, ...rest } = parseCapa(lines);
    expect(rest).toEqual({ mechanisms: [], starttls: false, plainLogin: false, mangled: [], ...expected });
  });

  it('notices an overwritten keyword', () => {
    expect(parseCapa(['USER', 'XXXX'])).toMatchObject({ mangled: ['XXXX'], starttls: false });
  });
});

describe('apopTimestamp', () => {
  it.each([
    ['POP3 server ready <1896.697170952@dbc.mtview.ca.us>', '<1896.697170952@dbc.mtview.ca.us>'],
    ['ready', undefined],
    ['<no at sign>', undefined],
    ['<a b@c>', undefined],
  ])('%j', (text, stamp) => {
    expect(apopTimestamp(text)).toBe(stamp);
  });

  it('reads 64 KiB of broken brackets in linear time (PR17)', () => {
    expect(apopTimestamp('<a@'.repeat(1 << 15))).toBeUndefined();
  });
});
