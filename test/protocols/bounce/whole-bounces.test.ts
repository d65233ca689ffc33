import { describe, expect, test } from 'vitest';
import {
  type Bounce,
  bounceIn,
  looksLikeMessage,
  type OtherMessage,
} from '../../../src/protocols/bounce/parse-bounce.ts';
import { messageParts } from '../../../src/transport/message-parts.ts';
import { cpuTime } from '../../cpu-time.ts';

const read = async (message: string | Buffer): Promise<Bounce | OtherMessage> =>
  bounceIn(await messageParts(Buffer.from(message)));

const status = (...recipients: string[]): string =>
  ['Reporting-MTA: dns; relay.example.org', ...recipients].join('\n\n');

/** A multipart/report as servers write it. */
const report = (sentences: string, delivery: string, part = 'Content-Type: message/delivery-status'): string =>
  [
    'Return-Path: <>',
    'From: Mail Delivery System <MAILER-DAEMON@relay.example.org>',
    'To: ann@example.org',
    'Subject: =?UTF-8?Q?Undelivered_Mail_=E2=80=93_returned?=',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="=_1"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--=_1',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    sentences,
    '--=_1',
    part,
    '',
    delivery,
    '--=_1',
    'Content-Type: message/rfc822',
    '',
    'From: ann@example.org',
    'Subject: hello',
    '',
    '<dave@example.com>: 550 5.1.1 this is the copy and not read',
    '--=_1--',
    '',
  ].join('\n');

const failed =
  'Final-Recipient: rfc822; bob@example.net\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no';

describe('a message with a delivery status', () => {
  test('is read by it, with who wrote it', async () => {
    expect(await read(report('Sorry.', status(failed)))).toEqual({
      kind: 'bounce',
      form: 'standard',
      subject: 'Undelivered Mail – returned',
      from: 'MAILER-DAEMON@relay.example.org',
      reportingMta: 'relay.example.org',
      recipients: [
        { recipient: 'bob@example.net', action: 'failed', status: '5.1.1', text: '550 5.1.1 no', quoted: true },
      ],
    });
  });

  test.each([
    [
      'in base64',
      'base64',
      (text: string) =>
        (
          Buffer.from(text)
            .toString('base64')
            .match(/.{1,76}/g) ?? []
        ).join('\n'),
    ],
    [
      'in quoted-printable',
      'quoted-printable',
      (text: string) => text.replaceAll('=', '=3D').replaceAll('example', 'exam=\nple'),
    ],
  ])('is read by it %s', async (_, encoding, encode) => {
    const part = `Content-Type: message/delivery-status\nContent-Transfer-Encoding: ${encoding}`;
    const bounce = await read(report('Sorry.', encode(status(failed)), part));
    expect(bounce).toMatchObject({ form: 'standard', recipients: [{ recipient: 'bob@example.net', status: '5.1.1' }] });
  });

  test('is read by it when that is of the newer kind (RFC 6533)', async () => {
    const own = 'Final-Recipient: utf-8; bøb@example.net\nAction: failed\nStatus: 5.1.1';
    const bounce = await read(report('Sorry.', status(own), 'Content-Type: message/global-delivery-status'));
    expect(bounce).toMatchObject({ recipients: [{ recipient: 'bøb@example.net' }] });
  });

  test('is explained by its sentences where the status has no words', async () => {
    const silent = 'Final-Recipient: rfc822; bob@example.net\nAction: failed\nStatus: 5.0.0';
    const sentences = '<bob@example.net>: host mx.example.net said: 552 5.2.2 Mailbox full';
    expect(await read(report(sentences, status(silent)))).toMatchObject({
      recipients: [{ status: '5.0.0', text: 'host mx.example.net said: 552 5.2.2 Mailbox full' }],
    });
    const general = 'The error that the other server returned was:\n\n552 5.2.2 Mailbox full';
    expect(await read(report(general, status(silent)))).toMatchObject({
      recipients: [{ text: '552 5.2.2 Mailbox full' }],
    });
  });

  test('is found by it whatever wrote the message', async () => {
    const bounce = report('Sorry.', status(failed)).replace(
      'Return-Path: <>\nFrom: Mail Delivery System <MAILER-DAEMON@',
      'From: Robot <robot@',
    );
    expect((await read(bounce)).kind).toBe('bounce');
  });

  test('is read by a status that stands in its text', async () => {
    const bounce = `Return-Path: <>\nFrom: postmaster@example.org\nSubject: News\n\nNot delivered.\n\n${failed}\n`;
    expect(await read(bounce)).toMatchObject({ form: 'standard', recipients: [{ recipient: 'bob@example.net' }] });
  });
});

const prose = (type: string, body: string, subject = 'Delivery failure'): string =>
  `From: postmaster@example.org\nTo: ann@example.org\nSubject: ${subject}\nMIME-Version: 1.0\n${type}\n\n${body}`;

describe('a message without one', () => {
  test.each([
    ['plain text', prose('Content-Type: text/plain', '<bob@example.net>: 550 5.1.1 User unknown')],
    [
      'HTML alone',
      prose(
        'Content-Type: text/html; charset=utf-8',
        '<html><head><style>p{x:1}</style></head><body><p>Sorry.</p><div>&lt;bob@example.net&gt;:&nbsp;550 5.1.1 <b>User</b> unknown</div></body></html>',
      ),
    ],
    [
      'text in base64',
      prose(
        'Content-Type: text/plain\nContent-Transfer-Encoding: base64',
        Buffer.from('<bob@example.net>: 550 5.1.1 User unknown').toString('base64'),
      ),
    ],
    [
      'text in UTF-16',
      prose(
        'Content-Type: text/plain; charset=utf-16le\nContent-Transfer-Encoding: base64',
        Buffer.from('<bob@example.net>: 550 5.1.1 User unknown', 'utf16le').toString('base64'),
      ),
    ],
    [
      'a missing boundary',
      prose('Content-Type: multipart/mixed; boundary=gone', '<bob@example.net>: 550 5.1.1 User unknown'),
    ],
    ['an empty boundary', prose('Content-Type: multipart/mixed', '<bob@example.net>: 550 5.1.1 User unknown')],
    ['lines that end with CR', prose('X-A: b', '<bob@example.net>: 550 5.1.1 User unknown').replaceAll('\n', '\r')],
    [
      'lines that end with CR LF',
      prose('X-A: b', '<bob@example.net>: 550 5.1.1 User unknown').replaceAll('\n', '\r\n'),
    ],
    [
      'the line of a mailbox file',
      `From MAILER-DAEMON Thu Nov 26 10:00:00 2026\n${prose('X-A: b', '<bob@example.net>: 550 5.1.1 User unknown')}`,
    ],
    ['a byte order mark', `\ufeff${prose('X-A: b', '<bob@example.net>: 550 5.1.1 User unknown')}`],
  ])('is read by its sentences: %s', async (_, message) => {
    const bounce = await read(message);
    expect(bounce).toMatchObject({
      kind: 'bounce',
      form: 'prose',
      recipients: [
        { recipient: 'bob@example.net', text: expect.stringMatching(/^550 5\.1\.1 User +unknown$/) as string },
      ],
    });
  });

  test.each([
    ['windows-1251', 'недоступен', Buffer.from([0xed, 0xe5, 0xe4, 0xee, 0xf1, 0xf2, 0xf3, 0xef, 0xe5, 0xed])],
    ['iso-8859-1', 'ungültig', Buffer.from('ungültig', 'latin1')],
    ['iso-2022-jp', '不明', Buffer.from('\x1b$BITL@\x1b(B', 'latin1')],
    ['utf-8', '不明', Buffer.from('不明')],
  ])('is read in %s', async (charset, words, bytes) => {
    const head = prose(`Content-Type: text/plain; charset=${charset}`, '<bob@example.net>: 550 ');
    expect(await read(Buffer.concat([Buffer.from(head), bytes]))).toMatchObject({
      recipients: [{ text: `550 ${words}` }],
    });
  });

  test('of Gmail quotes the other server', async () => {
    const body = `Your message wasn't delivered to bob@example.net because the address couldn't be found.

The response from the remote server was:

550 5.1.1 <bob@example.net> User unknown
`;
    expect(await read(prose('X-Failed-Recipients: bob@example.net', body))).toMatchObject({
      recipients: [{ recipient: 'bob@example.net', text: '550 5.1.1 <bob@example.net> User unknown', quoted: true }],
    });
  });

  test('names those whom its header names, each in a field or all in one', async () => {
    const fields = 'X-Failed-Recipients: bob@example.net, carol@example.net\nX-Failed-Recipients: dave@example.net';
    const { recipients } = (await read(prose(fields, 'Sorry, it did not work.'))) as Bounce;
    expect(recipients.map(({ recipient }) => recipient)).toEqual([
      'bob@example.net',
      'carol@example.net',
      'dave@example.net',
    ]);
  });

  test('names the recipient and not the sender', async () => {
    const body =
      'Error message below:\n550 - no such user here\n\n  MAIL FROM: ann@example.org\n  RCPT TO: bob@example.net\n';
    const { recipients } = (await read(prose('X-A: b', body))) as Bounce;
    expect(recipients.map(({ recipient }) => recipient)).toEqual(['bob@example.net']);
  });

  test.each([
    'Unzustellbar: Neues',
    'Undeliverable: News',
    'Non remis : Nouvelles',
    'No se pudo entregar: Noticias',
    'Mancata consegna: Novità',
    '系统退信',
    'メールエラー通知',
  ])('is known by its subject: %s', async (subject) => {
    const message = prose('Content-Type: text/plain', 'Sorry.', subject).replace('postmaster@', 'robot@');
    expect((await read(message)).kind).toBe('bounce');
  });

  test('may name nobody', async () => {
    expect(await read(prose('X-A: b', 'It did not work.'))).toMatchObject({
      kind: 'bounce',
      recipients: [{ text: 'It did not work.', quoted: false }],
    });
  });

  test('may have no body', async () => {
    expect(await read('Return-Path: <>\nFrom: MAILER-DAEMON@example.org\nSubject: failure notice')).toMatchObject({
      kind: 'bounce',
      recipients: [{ text: '' }],
    });
  });
});

test('a message that is no bounce gives its header', async () => {
  const message =
    'From: bob@example.net\nTo: ann@example.org\nSubject: lunch\nX-Spam-Flag: YES\n\n<ann@example.org>: 550 no\n';
  expect(await read(message)).toEqual({
    kind: 'message',
    fields: [
      { name: 'from', value: 'bob@example.net' },
      { name: 'to', value: 'ann@example.org' },
      { name: 'subject', value: 'lunch' },
      { name: 'x-spam-flag', value: 'YES' },
    ],
  });
});

test.each([
  ['a message', 'Received: from a\nFrom: b@example.org\n', true],
  ['one with CR alone', 'Received: from a\rFrom: b@example.org\r', true],
  ['one from a mailbox file', 'From b Thu Nov 26 10:00:00 2026\nFrom: b@example.org\nTo: c@example.org', true],
  ['one field', 'Subject: is this a reply?', false],
  ['a reply', '550 5.1.1 User unknown', false],
  ['a log', 'Nov 26 10:00:00 mx postfix/smtp[1]: A: to=<b@example.org>', false],
  ['settings', 'From: x', false],
  ['nothing', '', false],
])('%s: looks like a message is %s', (_, text, expected) => {
  expect(looksLikeMessage(text)).toBe(expected);
});

describe('an attack', () => {
  const nested = (depth: number): string => {
    const open = Array.from(
      { length: depth },
      (_, i) => `--b${i}\nContent-Type: multipart/mixed; boundary=b${i + 1}\n`,
    );
    return `From: postmaster@example.org\nSubject: undeliverable\nContent-Type: multipart/mixed; boundary=b0\n\n${open.join('\n')}\n<bob@example.net>: 550 5.1.1 no\n`;
  };

  test.each([5, 500])('by %i parts inside each other is read all the same', async (depth) => {
    expect((await read(nested(depth))).kind).toBe('bounce');
  });

  test('by messages inside messages is read all the same', async () => {
    const inner = 'Content-Type: message/rfc822\n\n'.repeat(5000);
    expect((await read(`From: postmaster@example.org\nSubject: undeliverable\n${inner}`)).kind).toBe('bounce');
  });

  test.each([
    ['text', prose('X-A: b', '<bob@example.net>: 550 5.1.1 no\n'.repeat(320_000))],
    ['one line', prose('X-A: b', `<bob@example.net>: 550 ${'no '.repeat(3_300_000)}`)],
    ['tags', prose('Content-Type: text/html', '<'.repeat(10_000_000))],
    ['styles', prose('Content-Type: text/html', '<style>'.repeat(1_400_000))],
    ['entities', prose('Content-Type: text/html', '&#'.repeat(5_000_000))],
    ['recipients', report('x', status(...Array<string>(100_000).fill(failed)))],
    ['header fields', `${'X-A: b\n'.repeat(1_400_000)}\nx`],
    ['one header field', `Subject: undeliverable\nFrom: postmaster@example.org\nX-A: ${'b'.repeat(10_000_000)}\n\nx`],
    ['a header without an end', `Subject: undeliverable\nFrom: postmaster@example.org\n${' x\n'.repeat(3_000_000)}`],
    ['boundaries', prose('Content-Type: multipart/mixed; boundary=b', '--b\n'.repeat(1_000_000))],
  ])('by ten megabytes of %s ends soon', async (_, message) => {
    expect(await cpuTime(() => read(message))).toBeLessThan(10_000);
  });
});
