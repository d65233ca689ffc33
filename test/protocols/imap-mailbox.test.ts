import { describe, expect, it } from 'vitest';
import { parseCapabilities } from '../../src/protocols/imap/capability.ts';
import {
  decodeMailbox,
  encodeMailbox,
  imapString,
  parseList,
  parseNamespace,
  parseQuota,
} from '../../src/protocols/imap/mailbox.ts';

describe('modified UTF-7', () => {
  it.each([
    ['INBOX', 'INBOX'],
    ['~peter/mail/&U,BTFw-/&ZeVnLIqe-', '~peter/mail/\u53f0\u5317/\u65e5\u672c\u8a9e'],
    ['Entw&APw-rfe', 'Entw\u00fcrfe'],
    ['Tom &- Jerry', 'Tom & Jerry'],
    ['&2D3eAA-', '\u{1f600}'],
    ['', ''],
  ])('%s is %s, both ways', (wire, text) => {
    expect(decodeMailbox(wire)).toBe(text);
    expect(encodeMailbox(text)).toBe(wire);
  });

  it.each([
    'Tom & Jerry',
    '&',
    '&AG',
    '&A-',
    '&AGE-',
    '&Jjo!',
    '&U,BTFw-&ZeVnLIqe-',
    '&\u00fc-',
    'f\u00fcr & wider',
    '&AP==-',
    '&APx-',
  ])('gives the ill-formed %j back as it is (PR14)', (wire) => {
    expect(decodeMailbox(wire)).toBe(wire);
  });

  it('decodes a mebibyte of shifts in linear time', () => {
    expect(decodeMailbox('&-'.repeat(1 << 19))).toHaveLength(1 << 19);
  });
});

describe('parseList', () => {
  it.each([
    [
      [['\\HasNoChildren', '\\Sent'], '/', 'Sent'],
      { attributes: ['\\HasNoChildren', '\\Sent'], delimiter: '/', name: 'Sent' },
    ],
    [[[], null, 'INBOX'], { attributes: [], delimiter: null, name: 'INBOX' }],
    [[[], '/', null], { attributes: [], delimiter: '/', name: 'NIL' }],
    [[[], '/', 'a', ['CHILDINFO', ['SUBSCRIBED']]], { attributes: [], delimiter: '/', name: 'a' }],
    [[[['nested']], '/', 'a'], { attributes: [], delimiter: '/', name: 'a' }],
    [[], undefined],
    [['x', '/', 'a'], undefined],
    [[[], ['/'], 'a'], undefined],
    [[[], '/', ['a']], undefined],
    [[[], '/'], undefined],
  ])('%j', (values, expected) => {
    expect(parseList(values)).toEqual(expected);
  });
});

describe('parseNamespace', () => {
  it.each([
    [
      [
        [['', '/']],
        [['Other Users/', '/']],
        [
          ['#shared.', '.'],
          ['&U,BTFw-', null],
        ],
      ],
      {
        personal: [{ prefix: '', delimiter: '/' }],
        otherUsers: [{ prefix: 'Other Users/', delimiter: '/' }],
        shared: [
          { prefix: '#shared.', delimiter: '.' },
          { prefix: '\u53f0\u5317', delimiter: null },
        ],
      },
    ],
    [
      [[['INBOX.', '.', 'X-PARAM', ['a']]], null, null],
      { personal: [{ prefix: 'INBOX.', delimiter: '.' }], otherUsers: [], shared: [] },
    ],
    [[], { personal: [], otherUsers: [], shared: [] }],
    [['x', ['y'], [[null, '/']]], { personal: [], otherUsers: [], shared: [] }],
  ])('%j', (values, expected) => {
    expect(parseNamespace(values)).toEqual(expected);
  });
});

describe('parseQuota', () => {
  it.each([
    [
      ['', ['STORAGE', '10', '512', 'message', '3', '100']],
      [
        { root: '', resource: 'STORAGE', used: 10, limit: 512 },
        { root: '', resource: 'MESSAGE', used: 3, limit: 100 },
      ],
    ],
    [['u', []], []],
    [['u', ['STORAGE', '10']], []],
    [['u', ['STORAGE', '-1', '5', 'MESSAGE', '1', '1e309', 'X', '1', '9007199254740993']], []],
    [[null, ['STORAGE', '1', '2']], []],
    [['u', 'STORAGE'], []],
    [['u', [['STORAGE'], '1', '2']], []],
  ])('%j', (values, expected) => {
    expect(parseQuota(values)).toEqual(expected);
  });
});

describe('imapString', () => {
  it.each([
    ['ann', '"ann"'],
    ['', '""'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['a {5}', '"a {5}"'],
    ['caf\u00e9', undefined],
    ['a\r\nb', undefined],
    ['a\0b', undefined],
    ['\u010d\u010a', undefined],
  ])('%j becomes %s (IN01)', (text, quoted) => {
    expect(imapString(text)).toBe(quoted);
  });
});

describe('parseCapabilities', () => {
  it('reads text and values alike', () => {
    const expected = {
      keywords: [
        { name: 'IMAP4REV1', args: '' },
        { name: 'STARTTLS', args: '' },
        { name: 'AUTH', args: 'PLAIN' },
        { name: 'AUTH', args: 'scram-sha-256' },
        { name: 'RIGHTS', args: 'texk' },
      ],
      mechanisms: ['PLAIN', 'SCRAM-SHA-256'],
      starttls: true,
      plainLogin: true,
      mangled: [],
    };
    const text = 'IMAP4rev1 STARTTLS auth=PLAIN AUTH=scram-sha-256 RIGHTS=texk ';
    expect(parseCapabilities(text)).toEqual(expected);
    expect(parseCapabilities(text.trim().split(' '))).toEqual(expected);
  });

  it('sees that LOGIN is forbidden', () => {
    expect(parseCapabilities('IMAP4rev1 logindisabled').plainLogin).toBe(false);
  });

  it('offers nothing where nothing is said', () => {
    expect(parseCapabilities('')).toEqual({
      keywords: [],
      mechanisms: [],
      starttls: false,
      plainLogin: true,
      mangled: [],
    });
  });

  it('leaves out lists and NIL', () => {
    expect(parseCapabilities([['STARTTLS'], null, 'IDLE']).keywords).toEqual([{ name: 'IDLE', args: '' }]);
  });

  it('caps keywords and mechanisms (PR15)', () => {
    const many = parseCapabilities(Array.from({ length: 10_000 }, (_, i) => `AUTH=M${i}`));
    expect(many.keywords).toHaveLength(256);
    expect(many.mechanisms).toHaveLength(64);
  });
});
