import { describe, expect, it } from 'vitest';
import { greetingClaims, greetingTime, parseEhlo, smtpReply } from '../../src/protocols/smtp/reply.ts';
import { feed, limits, replyOf } from './feed.ts';

const malformed = { violation: 'malformed-reply' };

describe('smtpReply', () => {
  it.each([
    [['220 mx.example.org ESMTP'], { status: '220', text: 'mx.example.org ESMTP' }],
    [['250'], { status: '250', text: '' }],
    [['250-', '250 x'], { status: '250', text: '\nx' }],
    [['250-a', '250-b', '250 c'], { status: '250', text: 'a\nb\nc' }],
    [['250 2.1.0 Ok'], { status: '250', enhanced: '2.1.0', text: 'Ok' }],
    [
      ['535-5.7.8 Username and Password not accepted.', '535 5.7.8 https://example.org/x'],
      { status: '535', enhanced: '5.7.8', text: 'Username and Password not accepted.\nhttps://example.org/x' },
    ],
    [['550-5.1.1 unknown', '550 see below'], { status: '550', enhanced: '5.1.1', text: 'unknown\nsee below' }],
    [['550 4.2.2 full'], { status: '550', enhanced: '4.2.2', text: 'full' }],
    [['550 2.0.0 odd'], { status: '550', text: '2.0.0 odd' }],
    [['220 5.6.7 odd'], { status: '220', text: '5.6.7 odd' }],
    [['550 5.7.1234 odd'], { status: '550', text: '5.7.1234 odd' }],
    [['334 VXNlcm5hbWU6'], { status: '334', text: 'VXNlcm5hbWU6' }],
    [['334 '], { status: '334', text: '' }],
    [['550 caf\u00e9 \x1b[31m'], { status: '550', text: 'caf\u00e9 \x1b[31m' }],
  ])('reads %j', (lines, expected) => {
    const { lines: _, ...reply } = replyOf(smtpReply(limits), lines);
    expect(reply).toEqual({ protocol: 'smtp', ...expected });
  });

  it('goes on wanting lines while they are marked as continued', () => {
    expect(feed(smtpReply(limits), ['250-a', '250-b'])).toEqual({ want: 'line' });
  });

  it('keeps each line verbatim beside the text', () => {
    expect(replyOf(smtpReply(limits), ['550-5.1.1 a', '550 5.1.1 b']).lines).toEqual(['5.1.1 a', '5.1.1 b']);
  });

  it.each([
    [['250-a', '550 b']],
    [['25O x']],
    [['2 x']],
    [['999 x']],
    [['199 x']],
    [['250_x']],
    [['2500 x']],
    [['']],
    [[' 250 x']],
    [['250\tx']],
    [['250-a', '']],
    [['250-a', 'b']],
    [['250 a\0b']],
    [['250 a\rb']],
    [['250-a\n250 b']],
    [['* OK ready']],
    [['+OK ready']],
    [['\uFF12\uFF15\uFF10 x']],
  ])('refuses %j (PR12, PR13)', (lines) => {
    expect(feed(smtpReply(limits), lines)).toEqual(malformed);
  });

  it('asks the transport for the caps of its protocol and never for a literal', () => {
    const parser = smtpReply(limits);
    expect(parser).toMatchObject({ maxLine: 8192, maxReply: 65536, maxLines: 256, maxLiteral: 0 });
    expect(feed(parser, ['250 x {10}'])).toHaveProperty('done');
  });
});

describe('parseEhlo', () => {
  const offer = (...lines: string[]) => parseEhlo(['mx.example.org', ...lines]);

  it('gives keywords in upper case with their parameters', () => {
    expect(offer('SIZE 35882577', '8bitmime', 'STARTTLS', 'AUTH plain LOGIN').keywords).toEqual([
      { name: 'SIZE', args: '35882577' },
      { name: '8BITMIME', args: '' },
      { name: 'STARTTLS', args: '' },
      { name: 'AUTH', args: 'plain LOGIN' },
    ]);
  });

  it.each([
    [['AUTH PLAIN LOGIN'], ['PLAIN', 'LOGIN']],
    [['AUTH=LOGIN PLAIN'], ['LOGIN', 'PLAIN']],
    [['AUTH= LOGIN PLAIN'], ['LOGIN', 'PLAIN']],
    [
      ['AUTH PLAIN login', 'AUTH=PLAIN LOGIN', 'AUTH SCRAM-SHA-256'],
      ['PLAIN', 'LOGIN', 'SCRAM-SHA-256'],
    ],
    [['AUTH'], []],
    [['AUTHENTICATE PLAIN'], []],
    [['AUTH pl\u00e4in __proto__ ../x'], ['__PROTO__']],
  ])('finds the mechanisms of %j', (lines, mechanisms) => {
    expect(offer(...lines).mechanisms).toEqual(mechanisms);
  });

  it('does not take the first line, the name of the server, for an extension', () => {
    expect(parseEhlo(['STARTTLS', 'PIPELINING'])).toMatchObject({ starttls: false });
  });

  it.each(['XXXXXXXA', 'XXXXXXXX', 'xxxxxxxb', 'XXXXXXXXXXA'])('notices the overwritten keyword %s', (line) => {
    expect(offer('SIZE', line)).toMatchObject({
      mangled: [line],
      starttls: false,
      keywords: [{ name: 'SIZE', args: '' }],
    });
  });

  it.each(['XCLIENT NAME', 'X-EXPS GSSAPI', 'XFORWARD', 'XXX', 'STARTTLS'])('leaves %s alone', (line) => {
    expect(offer(line).mangled).toEqual([]);
  });

  it('keeps at most 64 mechanisms and 256 keywords (AU01, PR15)', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => `M${i}`);
    expect(offer(`AUTH ${many.join(' ')}`).mechanisms).toHaveLength(64);
    expect(offer(...many).keywords).toHaveLength(256);
  });

  it('treats names of object members as any other (PR15)', () => {
    const { keywords } = offer('__proto__ x', 'constructor', 'toString');
    expect(keywords.map(({ name }) => name)).toEqual(['__PROTO__', 'CONSTRUCTOR', 'TOSTRING']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('greetingClaims', () => {
  it.each([
    ['mx1.Example.org ESMTP Postfix', 'mx1.example.org'],
    ['mx1.example.org. ESMTP', 'mx1.example.org'],
    ['mx.example.org\nsecond.example.org', 'mx.example.org'],
    ['[192.0.2.1] ESMTP', '[192.0.2.1]'],
    ['[IPv6:2001:db8::1] ESMTP', '[ipv6:2001:db8::1]'],
    ['ESMTP', undefined],
    ['******************************', undefined],
    ['Welcome to mx.example.org', undefined],
    ['192.0.2.1 ESMTP', undefined],
    ['', undefined],
  ])('%j names %s', (text, host) => {
    expect(greetingClaims(text)).toBe(host);
  });
});

describe('greetingTime', () => {
  it.each([
    ['mx ESMTP Exim 4.96 Tue, 24 Nov 2026 14:12:56 +0000', '2026-11-24T14:12:56.000Z'],
    ['mx Microsoft ESMTP MAIL Service ready at Tue, 24 Nov 2026 00:30:00 +0100', '2026-11-23T23:30:00.000Z'],
    ['mx ESMTP Sendmail 8.18.1/8.18.1; 1 Jan 2026 23:59:59 -0530 (IST)', '2026-01-02T05:29:59.000Z'],
    ['mx 24 nov 2026 14:12 GMT', '2026-11-24T14:12:00.000Z'],
    ['mx 24 Nov 2026 14:12:56 PST', '2026-11-24T22:12:56.000Z'],
    ['mx 24 Nov 2026 25:12:56 +0000', undefined],
    ['mx 24 Nov 2026 14:12:56', undefined],
    ['mx 2026-11-24T14:12:56Z', undefined],
    ['mx ESMTP Postfix', undefined],
  ])('%j', (text, iso) => {
    expect(greetingTime(text)).toBe(iso);
  });
});
