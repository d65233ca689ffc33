import { describe, expect, test } from 'vitest';
import { repliesIn } from '../../../src/protocols/pasted/replies.ts';
import { cpuTime } from '../../cpu-time.ts';

describe('one text', () => {
  test.each([
    ['a reply', '550 5.1.1 User unknown'],
    ['a reply on several lines', '550-5.1.1 The account\n550-5.1.1 does not\n550 5.1.1 exist'],
    ['an IMAP reply', 'a1 NO [AUTHENTICATIONFAILED] Authentication failed.'],
    ['a sentence', 'Your message could not be delivered.\nPlease try again.'],
    ['a reply with a sentence', 'The server said:\n550 5.1.1 User unknown'],
    [
      'a client’s dialog',
      'Task reported error (0x800CCC0E): Outlook cannot connect to your outgoing (SMTP) e-mail server.',
    ],
    ['what begins like a command', 'DATA loss is possible: 550 is no code here'],
  ])('%s', (_, text) => {
    expect(repliesIn(text)).toEqual([{ text }]);
  });

  test('of a long trace the lines that tell are kept', () => {
    const frames = Array.from({ length: 200 }, (_, i) => `\tat org.example.Mailer.send${i}(Mailer.java:${i})`).join(
      '\n',
    );
    const text = `Exception in thread "main"\n${frames}\nCaused by: javax.mail.AuthenticationFailedException: 535 5.7.8 no\n${frames}`;
    const lines = 'Exception in thread "main"\nCaused by: javax.mail.AuthenticationFailedException: 535 5.7.8 no';
    expect(repliesIn(text)).toEqual([{ text: lines }]);
  });

  test('of a long text that tells nothing the beginning is kept', () => {
    expect(repliesIn('word '.repeat(1000))).toEqual([{ text: 'word '.repeat(1000).slice(0, 2048) }]);
  });
});

describe('several', () => {
  test('SMTP replies, each up to its last line', () => {
    const text = '550-5.1.1 The account\n550 5.1.1 does not exist\n\n  452 4.2.2 Mailbox full\n421 bye';
    expect(repliesIn(text).map((one) => one.text)).toEqual([
      '550-5.1.1 The account\n550 5.1.1 does not exist',
      '  452 4.2.2 Mailbox full',
      '421 bye',
    ]);
  });

  test('IMAP and POP3 replies', () => {
    expect(repliesIn('a1 NO [OVERQUOTA] full\n* BYE timeout\n-ERR no').map((one) => one.text)).toEqual([
      'a1 NO [OVERQUOTA] full',
      '* BYE timeout',
      '-ERR no',
    ]);
  });

  test('of which a thousand are read', () => {
    expect(repliesIn('550 no\n'.repeat(5000))).toHaveLength(1000);
  });
});

describe('a dialog', () => {
  test.each([
    [
      'of swaks',
      `=== Trying mx.example.net:25...
=== Connected to mx.example.net.
<-  220 mx.example.net ESMTP
 -> EHLO client.example.org
<-  250-mx.example.net
<-  250 STARTTLS
 -> MAIL FROM:<ann@example.org>
<-  250 2.1.0 Ok
 -> RCPT TO:<bob@example.net>
<** 550-5.7.1 Client host
<** 550 5.7.1 rejected
 -> QUIT
<-  221 2.0.0 Bye`,
      [{ text: '550-5.7.1 Client host\n550 5.7.1 rejected', protocol: 'smtp', phase: 'rcpt' }],
    ],
    [
      'inside TLS',
      '<~  250 HELP\n ~> AUTH LOGIN\n<~  334 VXNlcm5hbWU6\n ~> [secret]\n<~* 535 5.7.8 no\n',
      [{ text: '535 5.7.8 no', phase: 'auth' }],
    ],
    [
      'of telnet',
      '220 mx.example.net\nHELO a\n250 mx.example.net\nMAIL FROM:<ann@example.org>\n250 ok\nDATA\n503 5.5.1 no valid recipients\n',
      [{ text: '503 5.5.1 no valid recipients', protocol: 'smtp', phase: 'data' }],
    ],
    [
      'of openssl with IMAP',
      '* OK ready\na1 LOGIN ann [secret]\na1 OK done\na2 SELECT Nowhere\na2 NO [NONEXISTENT] Mailbox does not exist\n',
      [{ text: 'a2 NO [NONEXISTENT] Mailbox does not exist', protocol: 'imap', phase: 'select' }],
    ],
    [
      'with POP3',
      '+OK ready\nUSER ann\n+OK\nPASS [secret]\n-ERR [AUTH] no',
      [{ text: '-ERR [AUTH] no', protocol: 'pop3', phase: 'auth' }],
    ],
    [
      'of smtplib',
      "send: 'ehlo a\\r\\n'\nreply: b'250 ok\\r\\n'\nsend: 'STARTTLS\\r\\n'\nreply: b'454 4.7.0 TLS not available\\r\\n'\nreply: retcode (454); Msg: b'4.7.0 TLS not available'",
      [{ text: '454 4.7.0 TLS not available', protocol: 'smtp', phase: 'starttls' }],
    ],
    [
      'of PHPMailer',
      '2026-11-26 10:00:00 CLIENT -> SERVER: EHLO a\n2026-11-26 10:00:00 SERVER -> CLIENT: 250 ok\n2026-11-26 10:00:00 CLIENT -> SERVER: MAIL FROM:<ann@example.org>\n2026-11-26 10:00:00 SERVER -> CLIENT: 553 5.7.1 no',
      [{ text: '553 5.7.1 no', protocol: 'smtp', phase: 'mail' }],
    ],
    [
      'of a library that writes C: and S:',
      '[2026-11-26 10:00:00] DEBUG S: 220 ready\n[2026-11-26 10:00:00] DEBUG C: EHLO a\n[2026-11-26 10:00:00] DEBUG S: 421 4.7.0 too many connections',
      [{ text: '421 4.7.0 too many connections', protocol: 'smtp', phase: 'ehlo' }],
    ],
    [
      'with a refusing greeting',
      '<** 554 5.7.1 go away\n -> QUIT\n<-  221 bye',
      [{ text: '554 5.7.1 go away', phase: 'banner' }],
    ],
    [
      'with two refusals',
      'EHLO a\n250 ok\nRCPT TO:<a@example.org>\n550 no\nRCPT TO:<b@example.org>\n452 later\n',
      [
        { text: '550 no', protocol: 'smtp', phase: 'rcpt' },
        { text: '452 later', protocol: 'smtp', phase: 'rcpt' },
      ],
    ],
  ])('%s gives what was refused, and when', (_, text, replies) => {
    expect(repliesIn(text)).toEqual(replies);
  });

  test('in which nothing is refused is one text', () => {
    const text = '220 ready\nEHLO a\n250 ok\nQUIT\n221 bye';
    expect(repliesIn(text)).toEqual([{ text }]);
  });
});

test.each(['C: ', '> ', 'EHLO a\n550-', 'a1 ', '<-  ', 'send: \n', '550 no\n'])(
  'a megabyte of %j takes time linear to its length',
  async (piece) => {
    const text = (length: number): string => piece.repeat(length / piece.length);
    const short = await cpuTime(() => repliesIn(text(125_000)));
    const long = await cpuTime(() => repliesIn(text(1_000_000)));
    expect(long).toBeLessThan(Math.max(short, 20) * 24);
  },
);
