import { describe, expect, it } from 'vitest';
import { imapGreeting, imapReply } from '../../src/protocols/imap/reply.ts';
import { bytes, feed, limits, replyOf } from './feed.ts';

const one = (...pieces: (string | Uint8Array)[]) => feed(imapReply('A1', limits), pieces);
const valuesOf = (...pieces: (string | Uint8Array)[]) =>
  replyOf(imapReply('A1', limits), [...pieces, 'A1 OK done']).untagged[0]!.values;

describe('imapGreeting', () => {
  it.each([
    ['* OK ready', { status: 'OK', text: 'ready' }],
    ['* ok ready', { status: 'OK', text: 'ready' }],
    ['* OK', { status: 'OK', text: '' }],
    ['* PREAUTH welcome', { status: 'PREAUTH', text: 'welcome' }],
    ['* BYE [UNAVAILABLE] later', { status: 'BYE', code: 'UNAVAILABLE', text: 'later' }],
    ['* NO not you', { status: 'NO', text: 'not you' }],
    [
      '* OK [capability IMAP4rev1 AUTH=PLAIN] Dovecot ready.',
      { status: 'OK', code: 'CAPABILITY IMAP4rev1 AUTH=PLAIN', text: 'Dovecot ready.' },
    ],
  ])('reads %j', (line, expected) => {
    expect(replyOf(imapGreeting(limits), [line])).toEqual({ protocol: 'imap', untagged: [], tagged: [], ...expected });
  });

  it.each([
    'garbage',
    '',
    '* ',
    '* HELLO there',
    '*OK ready',
    '* OKAY ready',
    'A1 OK ready',
    '+ go on',
    '* 1 EXISTS',
    '* CAPABILITY IMAP4rev1',
    '* OK a\0b',
    '220 mx ESMTP',
  ])('refuses %j (ST31)', (line) => {
    expect(feed(imapGreeting(limits), [line])).toEqual({ violation: 'malformed-reply' });
  });
});

describe('imapReply', () => {
  it('gathers untagged data until the tagged line', () => {
    expect(
      replyOf(imapReply('A1', limits), [
        '* CAPABILITY IMAP4rev1 STARTTLS',
        '* 3 exists',
        '* OK [ALERT] be careful',
        'A1 OK [READ-ONLY] done',
      ]),
    ).toEqual({
      protocol: 'imap',
      status: 'OK',
      code: 'READ-ONLY',
      text: 'done',
      tagged: [{ tag: 'A1', status: 'OK', code: 'READ-ONLY', text: 'done' }],
      untagged: [
        { name: 'CAPABILITY', values: ['IMAP4rev1', 'STARTTLS'], text: 'IMAP4rev1 STARTTLS' },
        { name: 'EXISTS', values: ['3'], text: '' },
        { name: 'OK', values: [], status: 'OK', code: 'ALERT', text: 'be careful' },
      ],
    });
  });

  it.each([
    ['A1 NO [AUTHENTICATIONFAILED] no', { status: 'NO', code: 'AUTHENTICATIONFAILED', text: 'no' }],
    ['A1 no [authenticationfailed] no', { status: 'NO', code: 'AUTHENTICATIONFAILED', text: 'no' }],
    ['A1 BAD what', { status: 'BAD', text: 'what' }],
    ['A1 OK', { status: 'OK', text: '' }],
    ['A1 NO [BADCHARSET ("]" UTF-8)] no', { code: 'BADCHARSET ("]" UTF-8)', text: 'no' }],
    ['A1 NO [ALERT]', { code: 'ALERT', text: '' }],
    ['A1 NO [never closed', { text: '[never closed' }],
    ['A1 NO text with a size {5}', { text: 'text with a size {5}' }],
    ['A1 NO [REFERRAL imap://;AUTH=*@evil.example:143/] go', { code: 'REFERRAL imap://;AUTH=*@evil.example:143/' }],
  ])('reads the tagged line %j', (line, expected) => {
    expect(replyOf(imapReply('A1', limits), [line])).toMatchObject(expected);
  });

  it('waits for all tags of pipelined commands, in whatever order they are answered', () => {
    const reply = replyOf(imapReply(['A1', 'A2', 'A3'], limits), [
      'A2 NO no quota',
      '* 1 EXISTS',
      'A1 OK a',
      'A3 OK c',
    ]);
    expect(reply).toMatchObject({ status: 'NO', text: 'no quota' });
    expect(reply.tagged.map(({ tag, status }) => [tag, status])).toEqual([
      ['A2', 'NO'],
      ['A1', 'OK'],
      ['A3', 'OK'],
    ]);
  });

  it.each([
    ['a tag that was not sent', ['A2 OK done']],
    ['a tag in other case', ['a1 OK done']],
    ['a continuation that was not asked for (ST14)', ['+ go on']],
    ['a PREAUTH in mid-session', ['* PREAUTH hello']],
  ])('reports %s as unsolicited', (_, lines) => {
    expect(one(...lines)).toEqual({ violation: 'unsolicited-reply' });
  });

  it('reports a tag used twice as unsolicited (ST10)', () => {
    expect(feed(imapReply(['A1', 'A2'], limits), ['A1 OK a', 'A1 OK again'])).toEqual({
      violation: 'unsolicited-reply',
    });
  });

  it('ends at BYE, whatever was answered before', () => {
    expect(
      replyOf(imapReply(['A1', 'A2'], limits), ['* 1 EXISTS', 'A1 OK a', '* BYE [UNAVAILABLE] down']),
    ).toMatchObject({
      status: 'BYE',
      code: 'UNAVAILABLE',
      text: 'down',
      tagged: [{ tag: 'A1' }],
      untagged: [{ name: 'EXISTS' }],
    });
  });

  it.each([
    ['+ cGF5bG9hZA==', 'cGF5bG9hZA=='],
    ['+ ', ''],
    ['+', ''],
  ])('ends at the continuation %j when it is asked for', (line, continuation) => {
    const reply = replyOf(imapReply('A1', limits, { continuation: true }), ['* OK wait', line]);
    expect(reply).toMatchObject({ status: '+', continuation, untagged: [{ text: 'wait' }] });
  });

  it('has no continuation in a final reply', () => {
    expect(replyOf(imapReply('A1', limits, { continuation: true }), ['A1 OK in'])).not.toHaveProperty('continuation');
  });

  it.each([
    [''],
    ['garbage'],
    ['A1'],
    ['A1 OKAY done'],
    ['A1 PREAUTH done'],
    ['A1  OK done'],
    ['* '],
    ['*'],
    ['*OK x'],
    ['+go'],
    ['* LIST(\\x) "/" a'],
    ['* -1 EXISTS'],
    ['* 1e309 EXISTS'],
    ['* 999999999999999999999 EXISTS'],
    ['* LIST () "/" "open'],
    ['* LIST () "/" "open\\"'],
    ['* LIST (\\x "/" a'],
    ['* LIST ) "/" a'],
    ['* 1 EXISTS a\0b'],
    ['* OK a\rA1 OK b'],
    ['A1 OK a\nb'],
  ])('refuses %j (PR11, PR13)', (line) => {
    expect(one(line)).toEqual({ violation: 'malformed-reply' });
  });

  it('keeps large numbers and ranges as text (PR10, PR11)', () => {
    expect(valuesOf('* 9007199254740993 EXISTS')).toEqual(['9007199254740993']);
    expect(valuesOf('* VANISHED 1:4294967295')).toEqual(['1:4294967295']);
    expect(valuesOf('* STATUS INBOX (MESSAGES 1e309 UIDNEXT -1)')).toEqual([
      'INBOX',
      ['MESSAGES', '1e309', 'UIDNEXT', '-1'],
    ]);
  });

  it('keeps names of object members as data (PR15)', () => {
    expect(valuesOf('* CAPABILITY __proto__ constructor toString')).toEqual(['__proto__', 'constructor', 'toString']);
  });
});

describe('values of an untagged response', () => {
  it.each([
    ['* LIST (\\HasNoChildren) "/" INBOX', [['\\HasNoChildren'], '/', 'INBOX']],
    ['* LIST () NIL "a \\"b\\" \\\\c"', [[], null, 'a "b" \\c']],
    ['* LIST () nil "NIL"', [[], null, 'NIL']],
    ['* LIST  ()   "/"  a ', [[], '/', 'a']],
    ['* LIST () "/" "a (b"', [[], '/', 'a (b']],
    ['* LIST () "/" ""', [[], '/', '']],
    ['* LIST () "/" "x {5}"', [[], '/', 'x {5}']],
    ['* LIST () "/" Entw&APw-rfe', [[], '/', 'Entw&APw-rfe']],
    ['* LIST () "/" f\u00fcr', [[], '/', 'f\u00fcr']],
    [
      '* NAMESPACE (("" "/")("x" ".")) NIL NIL',
      [
        [
          ['', '/'],
          ['x', '.'],
        ],
        null,
        null,
      ],
    ],
    ['* FLAGS (\\Answered a{b}c)', [['\\Answered', 'a{b}c']]],
    ['* SEARCH', []],
  ])('%j', (line, values) => {
    expect(valuesOf(line)).toEqual(values);
  });

  it('puts literals in their place, whatever bytes they hold (PR14, PR16)', () => {
    const hostile = bytes('..\\"(\r\nA1 OK fake');
    expect(valuesOf('* LIST () "/" {17}', hostile, '')).toEqual([[], '/', '..\\"(\r\nA1 OK fake']);
    expect(valuesOf('* ID ("name" {2}', bytes('ab'), ' "v" ~{0}', bytes(''), ')')).toEqual([['name', 'ab', 'v', '']]);
    expect(valuesOf('* LIST () "/" {2}', Uint8Array.of(0xff, 0xfe), '')).toEqual([[], '/', '\u00ff\u00fe']);
  });

  it('does not take a line inside a response with literals for a tagged line', () => {
    expect(valuesOf('* LIST () {1}', bytes('/'), ' "A1 OK"')).toEqual([[], '/', 'A1 OK']);
    expect(one('* LIST () {1}', bytes('/'), ' "a')).toEqual({ violation: 'malformed-reply' });
  });

  it.each([
    '{-1}',
    '{}',
    '{1e9}',
    '{0x10}',
    '{18446744073709551616}',
    `{${'0'.repeat(60_000)}1}`,
    '{ 5}',
    '{5',
    '{5} x',
    '{5+}',
    '{+5}',
    '{\u0665}',
    '~{}',
    'INBOX{5}',
    'INBOX{5+}',
    '~x{5}',
  ])('refuses the literal %s (PR07)', (spec) => {
    expect(one(`* LIST () "/" ${spec}`)).toEqual({ violation: 'bad-literal' });
  });

  it.each(['{99999999999}', '{65537}', '{9223372036854775807}', '~{65537}'])('refuses %s unread (PR06)', (spec) => {
    expect(one(`* LIST () "/" ${spec}`)).toEqual({ violation: 'literal-too-long' });
  });

  it('takes a literal of just the permitted size', () => {
    expect(one('* LIST () "/" {65536}')).toEqual({ want: 'literal', bytes: 65536 });
  });

  it.each([
    [32, undefined],
    [33, 'nested-too-deep'],
  ])('with %i nested lists gives %s (PR09)', (depth, violation) => {
    const step = one(`* X ${'('.repeat(depth)}${')'.repeat(depth)}`);
    expect(step).toEqual(violation === undefined ? { want: 'line' } : { violation });
  });

  it.each([
    ['opening parentheses', '('.repeat(1 << 20), 'nested-too-deep'],
    ['closing parentheses', ')'.repeat(1 << 20), 'malformed-reply'],
    ['braces', `${'{1'.repeat(1 << 19)}`, 'bad-literal'],
    ['an open string of escapes', `"${'\\'.repeat(1 << 20)}x`, 'malformed-reply'],
  ])('ends at once on a mebibyte of %s (PR09, PR17)', (_, text, violation) => {
    expect(one(`* X ${text}`)).toEqual({ violation });
  });

  it('reads a mebibyte of small values and of small literals in linear time (PR08)', () => {
    const counted = replyOf(imapReply('A1', limits), [`* X ${'() '.repeat(1 << 18)}${'a '.repeat(1 << 17)}`, 'A1 OK']);
    expect(counted.untagged[0]!.values).toHaveLength((1 << 18) + (1 << 17));
    const parser = imapReply('A1', limits);
    const literal = bytes('x');
    parser.line('* X {1}');
    for (let i = 0; i < 200_000; i++) {
      parser.literal!(literal);
      parser.line(' {1}');
    }
    parser.literal!(literal);
    parser.line('');
    const step = parser.line('A1 OK');
    expect('done' in step && step.done.untagged[0]!.values).toHaveLength(200_001);
  });
});
