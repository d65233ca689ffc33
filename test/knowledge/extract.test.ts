import { describe, expect, test } from 'vitest';
import { extractFrom } from '../../src/knowledge/replies/extract.ts';
import { statementIn } from '../../src/knowledge/replies/pasted.ts';
import type { Extracted } from '../../src/model/reading.ts';
import { cpuTime } from '../cpu-time.ts';

/** What was read out, without the kinds of which nothing was found. */
function found(text: string): Partial<Extracted> {
  const all = extractFrom(statementIn(text));
  return Object.fromEntries(Object.entries(all).filter(([, value]) => !Array.isArray(value) || value.length > 0));
}
const only =
  <K extends keyof Extracted>(key: K) =>
  (text: string): Extracted[K] =>
    extractFrom(statementIn(text))[key];

test('everything that a reply names is read out', () => {
  expect(
    found(
      '550-5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.spamhaus.org\n550 5.7.1 See https://www.spamhaus.org/query/ip/192.0.2.25. Mail from ann@example.org, try again in 2 hours',
    ),
  ).toEqual({
    code: '550',
    enhancedCode: '5.7.1',
    addresses: ['ann@example.org'],
    ips: ['192.0.2.25'],
    urls: ['https://www.spamhaus.org/query/ip/192.0.2.25'],
    blockLists: [
      { name: 'Spamhaus ZEN', zone: 'zen.spamhaus.org', url: 'https://www.spamhaus.org/query/ip/192.0.2.25' },
    ],
    retryAfterSeconds: 7200,
  });
});

test.each([
  ['a1 NO [AUTHENTICATIONFAILED] Authentication failed.', { code: 'NO', responseCode: 'AUTHENTICATIONFAILED' }],
  ['-ERR [SYS/TEMP] try later', { code: '-ERR', responseCode: 'SYS/TEMP' }],
  ['452 4.5.3 Too many recipients', { code: '452', enhancedCode: '4.5.3' }],
  ['it did not work', {}],
])('codes of %s', (text, codes) => {
  expect(found(text)).toEqual(codes);
});

describe('IP addresses', () => {
  test.each([
    ['[192.0.2.25] is blocked', ['192.0.2.25']],
    ['192.0.2.25: blocked; 198.51.100.7, blocked.', ['192.0.2.25', '198.51.100.7']],
    ['client ip=192.0.2.25.', ['192.0.2.25']],
    ['connect 192.0.2.25:25 failed', ['192.0.2.25']],
    ['twice 192.0.2.25 and 192.0.2.25', ['192.0.2.25']],
    ['[IPv6:2001:db8::25] is blocked', ['2001:db8::25']],
    ['from 2001:db8:0:0:1:0:0:1 (2001:DB8::A).', ['2001:db8:0:0:1:0:0:1', '2001:DB8::A']],
    ['[2001:db8::25]:25', ['2001:db8::25']],
    ['::1 refused', ['::1']],
    ['fe80::1%eth0', ['fe80::1']],
    ['::ffff:192.0.2.25', ['192.0.2.25']],
  ])('in %s', (text, ips) => {
    expect(only('ips')(text)).toEqual(ips);
  });

  test.each([
    'Exim 4.98.2 said so',
    'Microsoft SMTP Server id 15.20.239.5',
    'version 1.2.3.4',
    'v10.0.0.1 of the program',
    'PHPMailer/6.9.1.0',
    '25.2.0.192.zen.spamhaus.org is listed',
    'mail-192.0.2.25.example.org',
    '999.0.2.25',
    '192.0.2.025',
    '1.2.3.4.5',
    'at 10:11:12 and 10:11:12:13',
    'std::string Mail::Sendmail failed: error::unknown',
    'session aa:bb:cc:dd:ee:ff',
    'error:0A000086:SSL routines::certificate verify failed',
  ])('none in %s', (text) => {
    expect(only('ips')(text)).toEqual([]);
  });
});

describe('addresses', () => {
  test.each([
    ['<ann@example.org>: no', ['ann@example.org']],
    ['to=<ann+tag@mail.example.org>, from bob@example.net.', ['ann+tag@mail.example.org', 'bob@example.net']],
    ["user 'ann@example.org' unknown", ['ann@example.org']],
    ['Ann@Example.ORG', ['Ann@Example.ORG']],
  ])('in %s', (text, addresses) => {
    expect(only('addresses')(text)).toEqual(addresses);
  });

  test.each([
    'Message-ID: <20261126100000.4711@mail.example.org>',
    'msgid=<4711.abc@example.org>: saved',
    'message-id=<4711@example.org>',
    'In-Reply-To: <4711@example.org>',
    'see https://example.org/?to=ann@example.org',
    '[AM0PR01MB1234.eurprd01.prod.exchangelabs.com]',
    'ann@localhost',
    '@example.org',
  ])('none in %s', (text) => {
    expect(only('addresses')(text)).toEqual([]);
  });
});

describe('links', () => {
  test.each([
    ['see https://example.org/a?b=c#d.', ['https://example.org/a?b=c#d']],
    ['(http://example.org/x)', ['http://example.org/x']],
    ['<https://example.org/x>, "https://example.org/y"', ['https://example.org/x', 'https://example.org/y']],
    ['https://example.org/a_(b)', ['https://example.org/a_(b)']],
    ['HTTPS://EXAMPLE.ORG/X', ['HTTPS://EXAMPLE.ORG/X']],
    ['javascript:alert(1) ftp://example.org', []],
  ])('in %s', (text, urls) => {
    expect(only('urls')(text)).toEqual(urls);
  });
});

describe('block lists', () => {
  test.each([
    ['by their zone', 'blocked using bl.spamcop.net', [{ zone: 'bl.spamcop.net' }]],
    ['by their name', 'rejected, listed at Barracuda', [{ name: 'Barracuda' }]],
    [
      'with the link of the text',
      'blocked using b.barracudacentral.org; http://www.barracudacentral.org/rbl/removal-request?ip=192.0.2.25',
      [
        {
          zone: 'b.barracudacentral.org',
          url: 'http://www.barracudacentral.org/rbl/removal-request?ip=192.0.2.25',
        },
      ],
    ],
    [
      'with no link that leads elsewhere',
      'blocked using zen.spamhaus.org; https://zen.spamhaus.org.example.net/ https://example.net/spamhaus https://www.spamhaus.org@example.net/',
      [{ zone: 'zen.spamhaus.org', url: expect.stringMatching(/^https:\/\/(?:check|www)\.spamhaus\.org\//) as string }],
    ],
    ['once', 'Spamhaus: listed in zen.spamhaus.org (Spamhaus)', [{ zone: 'zen.spamhaus.org' }]],
    [
      'several',
      'listed in bl.spamcop.net and psbl.surriel.com',
      [{ zone: 'bl.spamcop.net' }, { zone: 'psbl.surriel.com' }],
    ],
    ['behind an address', '25.2.0.192.zen.spamhaus.org is listed', [{ zone: 'zen.spamhaus.org' }]],
  ])('are known %s', (_, text, lists) => {
    const got = only('blockLists')(text);
    expect(got).toHaveLength(lists.length);
    expect(got).toMatchObject(lists);
  });

  test.each(['sent to ann@spamhaus.org', 'the barracuda is a fish', 'mail.example.org refused it'])(
    'none in %s',
    (text) => {
      expect(only('blockLists')(text)).toEqual([]);
    },
  );
});

describe('times to wait', () => {
  test.each([
    ['Greylisted, please try again in 300 seconds', 300],
    ['450 4.2.0 Greylisted for 5 minutes', 300],
    ['try again in 5 min', 300],
    ['retry after 60s', 60],
    ['please wait 1 hour', 3600],
    ['Try again in 00:04:59', 299],
    ['deferred for the next 2 hours', 7200],
    ['account is locked for 15 minutes', 900],
    ['please retry in at least 10 minutes', 600],
    ['come back in 1 day', 86_400],
    ['you must wait 30 seconds before trying again', 30],
    ['wait 5 minutes and try again', 300],
    ['Retry-After: 120', 120],
  ])('in %s', (text, seconds) => {
    expect(only('retryAfterSeconds')(text)).toBe(seconds);
  });

  test.each([
    'message older than 5 days',
    'try again later',
    'not delivered within 4 hours',
    'the limit is 500 messages',
    'size 300 MB',
    'try 3 hosts',
    'error after 10 seconds of silence at port 25',
  ])('none in %s', (text) => {
    expect(only('retryAfterSeconds')(text)).toBeUndefined();
  });
});

describe('sizes', () => {
  test.each([
    ['552 message size 12345678 exceeds size limit 10485760 of server', [12345678, 10485760]],
    ['larger than 25 MB', [26_214_400]],
    ['25MB', [26_214_400]],
    ['max. 10 MiB', [10_485_760]],
    ['1.5 GB', [1_610_612_736]],
    ['limit of 52428800 bytes', [52_428_800]],
    ['[APPENDLIMIT] maximum 35882577', [35_882_577]],
  ])('in %s', (text, sizes) => {
    expect(only('sizes')(text)).toEqual(sizes);
  });

  test.each(['error 12345678', 'in 300 seconds', '5 messages', '10 minutes', 'id 1234567890'])('none in %s', (text) => {
    expect(only('sizes')(text)).toEqual([]);
  });
});

describe('limits', () => {
  test.each([
    ['maximum of 100 recipients', [{ of: 'recipients', most: 100 }]],
    [
      'Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)',
      [{ of: 'connections', most: 10 }],
    ],
    ['more than 500 messages per hour', [{ of: 'messages', most: 500 }]],
    ['too many connections (20/20)', [{ of: 'allowed', most: 20 }]],
    ['recipients limit is 50', [{ of: 'recipients', most: 50 }]],
    ['at most 3 attempts', [{ of: 'attempts', most: 3 }]],
  ])('in %s', (text, limits) => {
    expect(only('limits')(text)).toEqual(limits);
  });

  test.each(['550 5.1.1 User unknown', '2 messages sent', 'relay 25'])('none in %s', (text) => {
    expect(only('limits')(text)).toEqual([]);
  });
});

test.each([
  ['the server', 'smtp.gmail.com says no', 'gmail'],
  ['its product', '550 5.7.1 x [AM0PR01MB1234.eurprd01.prod.outlook.com]', 'microsoft365'],
  ['nothing', '550 no', undefined],
])('the provider is known by %s', (_, text, provider) => {
  expect(only('provider')(text)).toBe(provider);
});

test('of each kind sixteen are kept, and what stands there twice is kept once', () => {
  const many = Array.from({ length: 40 }, (_, i) => `u${i}@a.org 192.0.2.${i} https://a.org/${i}`).join(' ');
  const { addresses, ips, urls } = extractFrom(statementIn(`${many} ${many}`));
  expect([addresses.length, ips.length, urls.length]).toEqual([16, 16, 16]);
});

test.each(['1.', 'a@', 'a.', 'http://', 'a:', '::', '1 m', 'wait ', 'limit ', '(1/', 'msgid=<', '- '])(
  'a text of %j takes no longer for being longer than what is read of it',
  async (piece) => {
    const text = (length: number): string => piece.repeat(length / piece.length);
    const time = await cpuTime(() => Array.from({ length: 20 }, () => extractFrom(statementIn(text(1_000_000)))));
    expect(time).toBeLessThan(3000);
  },
);
