import { describe, expect, it } from 'vitest';
import { parseSieveCapabilities, sieveReply } from '../../src/protocols/sieve/reply.ts';
import { bytes, feed, limits, replyOf } from './feed.ts';

describe('sieveReply', () => {
  it('gathers capability lines until OK', () => {
    expect(
      replyOf(sieveReply(limits), [
        '"IMPLEMENTATION" "Dovecot Pigeonhole"',
        '"SASL" "PLAIN login"',
        '"STARTTLS"',
        'OK "ready."',
      ]),
    ).toEqual({
      protocol: 'sieve',
      status: 'OK',
      text: 'ready.',
      lines: [['IMPLEMENTATION', 'Dovecot Pigeonhole'], ['SASL', 'PLAIN login'], ['STARTTLS']],
    });
  });

  it.each([
    [['OK'], { status: 'OK', text: '' }],
    [['ok "x"'], { status: 'OK', text: 'x' }],
    [['NO (QUOTA/MAXSIZE) "too big"'], { status: 'NO', code: 'QUOTA/MAXSIZE', text: 'too big' }],
    [['NO (tag "a (b)") "x"'], { status: 'NO', code: 'TAG a (b)', text: 'x' }],
    [
      ['BYE (REFERRAL "sieve://evil.example") "go there"'],
      { status: 'BYE', code: 'REFERRAL sieve://evil.example', text: 'go there' },
    ],
    [['NO bare words'], { status: 'NO', text: 'bare words' }],
    [['NO {5}', bytes('a\r\nb!'), ''], { status: 'NO', text: 'a\r\nb!' }],
    [['NO {2+}', bytes('no'), ''], { status: 'NO', text: 'no' }],
    [['{4}', bytes('SASL'), ' "PLAIN"', 'OK'], { status: 'OK', lines: [['SASL', 'PLAIN']] }],
    [['"name" ACTIVE', 'OK'], { status: 'OK', lines: [['name', 'ACTIVE']] }],
  ])('reads %j', (pieces, expected) => {
    expect(replyOf(sieveReply(limits), pieces)).toMatchObject(expected);
  });

  it.each([
    ['220 mx ESMTP', 'malformed-reply'],
    ['', 'malformed-reply'],
    ['OKAY "x"', 'malformed-reply'],
    ['* OK x', 'malformed-reply'],
    ['"open', 'malformed-reply'],
    ['OK ("open"', 'malformed-reply'],
    ['"a\0b"', 'malformed-reply'],
    ['"SASL" {-1}', 'bad-literal'],
    ['"SASL" {1e9}', 'bad-literal'],
    ['"SASL" {99999999999}', 'literal-too-long'],
    ['"SASL" {99999999999+}', 'literal-too-long'],
    [`OK ${'('.repeat(8000)}`, 'nested-too-deep'],
  ])('refuses %j as %s', (line, violation) => {
    expect(feed(sieveReply(limits), [line])).toEqual({ violation });
  });
});

describe('parseSieveCapabilities', () => {
  it('gives the offer', () => {
    expect(parseSieveCapabilities([['IMPLEMENTATION', 'x'], ['Sasl', 'PLAIN SCRAM-SHA-1'], ['STARTTLS'], []])).toEqual({
      keywords: [
        { name: 'IMPLEMENTATION', args: 'x' },
        { name: 'SASL', args: 'PLAIN SCRAM-SHA-1' },
        { name: 'STARTTLS', args: '' },
      ],
      mechanisms: ['PLAIN', 'SCRAM-SHA-1'],
      starttls: true,
      plainLogin: false,
      mangled: [],
    });
  });

  it('offers no mechanism for an empty SASL line', () => {
    expect(parseSieveCapabilities([['SASL', '']])).toMatchObject({ mechanisms: [], starttls: false });
  });
});
