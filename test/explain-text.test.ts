import { describe, expect, test } from 'vitest';
import { explainText as explain, readOne, type TextHints } from '../src/explain-text.ts';
import type { ExplainedText } from '../src/model/reading.ts';
import { renderReadingJson } from '../src/report/reading-text.ts';
import { cpuTime } from './cpu-time.ts';
import { explainedComplaints } from './report/explained-schema.ts';

/** Whatever is explained is as the published schema says. */
async function explainText(input: string | Uint8Array, hints: TextHints = {}): Promise<ExplainedText> {
  const explained = await explain(input, hints);
  const json = renderReadingJson(explained, { name: 'mailcheck', version: '0.1.0' });
  expect(explainedComplaints(JSON.parse(json))).toBe('');
  return explained;
}

/** What was found, in short. */
const shape = ({ groups }: ExplainedText): (readonly [cause: string, count: number])[] =>
  groups.map(({ cause, count }) => [cause, count]);

describe('a reply', () => {
  test('has its cause, what it names, and what to do', async () => {
    const { kind, groups } = await explainText(
      '451 4.7.1 Greylisted, please try again in 300 seconds (mx.example.net)',
    );
    expect(kind).toBe('reply');
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({
      cause: 'greylisted',
      title: 'The server puts off mail from strangers (greylisting)',
      count: 1,
      recipients: [],
      extracted: { code: '451', enhancedCode: '4.7.1', retryAfterSeconds: 300 },
    });
    expect(groups[0]?.steps[0]).toEqual({ for: 'owner', text: 'Wait 5 minutes before the next try.' });
    expect(groups[0]?.steps.map((step) => step.for)).toContain('administrator');
  });

  test('of a known provider has its page', async () => {
    const [group] = (await explainText('535-5.7.8 Username and Password not accepted. - gsmtp')).groups;
    expect(group?.extracted.provider).toBe('gmail');
    expect(group?.steps[0]?.url).toMatch(/^https:\/\/support\.google\.com\//);
    expect(group?.alternatives[0]).toMatchObject({ cause: 'app-password-required' });
  });

  test('is of the provider that is named beside it', async () => {
    const [group] = (await explainText('535 5.7.8 authentication failed', { provider: 'AOL' })).groups;
    expect(group?.extracted.provider).toBe('yahoo');
    expect(group?.providerName).toBe('AOL Mail');
    expect(group?.steps[0]?.text).toMatch(/^AOL refuses/);
    const [posteo] = (await explainText('535 5.7.8 authentication failed', { provider: 'posteo.de' })).groups;
    expect(posteo?.steps[0]).toEqual({
      for: 'owner',
      text: 'The user name is the main address; aliases cannot log in.',
      url: expect.stringMatching(/^https:\/\/posteo\.de\//) as string,
    });
    expect(posteo?.steps.map((step) => step.for)).not.toContain('administrator');
    const [other] = (await explainText('535 5.7.8 authentication failed', { provider: 'nobody' })).groups;
    expect(other?.steps.map((step) => step.for)).toContain('administrator');
    expect(other?.extracted.provider).toBeUndefined();
  });

  test('that lists a block list has the way off it', async () => {
    const { steps = [] } =
      (await explainText('554 5.7.1 Client host [192.0.2.25] blocked using zen.spamhaus.org')).groups[0] ?? {};
    expect(steps.find(({ url }) => url?.includes('spamhaus'))).toMatchObject({ for: 'administrator' });
  });

  test('has the steps of those whom the role concerns', async () => {
    const text = '554 5.7.1 Relay access denied';
    const whom = async (role: 'submission' | 'relay') =>
      new Set((await explainText(text, { role })).groups[0]?.steps.map((step) => step.for));
    expect(await whom('submission')).toEqual(new Set(['owner']));
    expect(await whom('relay')).toEqual(new Set(['administrator']));
    const [asked] = (await explainText(text, { role: 'submission' })).groups;
    expect(asked?.alternatives.map(({ cause }) => cause)).toContain('auth-required');
  });

  test('that nobody can read is unknown, without steps', async () => {
    const { groups } = await explainText('xyzzy plugh');
    expect(groups).toMatchObject([{ cause: 'unknown', alternatives: [], steps: [], count: 1 }]);
    expect(groups[0]).not.toHaveProperty('confidence');
  });

  test('means by its moment', async () => {
    const cause = async (phase: string) =>
      (await explainText('530 5.7.0 no', { protocol: 'smtp', phase })).groups[0]?.cause;
    expect([await cause('mail'), await cause('auth')]).toEqual(['auth-required', 'tls-required']);
  });
});

test('several replies are grouped by what they mean, the most frequent first, the unknown last', async () => {
  const text = '550 5.1.1 User unknown\n552 5.2.2 Mailbox full\n550 5.1.1 no such user\n599 5.9.9 xyzzy\n';
  const explained = await explainText(text);
  expect(shape(explained).slice(0, 2)).toEqual([
    ['user-unknown', 2],
    ['mailbox-full', 1],
  ]);
  expect(explained.groups[0]?.text).toBe('550 5.1.1 User unknown');
});

describe('what programs print', () => {
  test.each([
    [
      'Node.js',
      "Error: Invalid login: 535-5.7.8 Username and Password not accepted.\n    at SMTPConnection._formatError (/app/node_modules/nodemailer/lib/smtp-connection/index.js:809:19) {\n  code: 'EAUTH',\n  responseCode: 535,\n  command: 'AUTH PLAIN'\n}",
      'bad-credentials',
    ],
    [
      'Node.js, of a socket',
      "Error: connect ECONNREFUSED 192.0.2.25:465\n    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16) {\n  errno: -111,\n  code: 'ESOCKET'\n}",
      'connection-refused',
    ],
    [
      'Python',
      "Traceback (most recent call last):\n  File \"/app/send.py\", line 12, in <module>\n    smtp.sendmail(a, b, c)\nsmtplib.SMTPRecipientsRefused: {'bob@example.net': (550, b'5.1.1 <bob@example.net>: Recipient address rejected: User unknown')}",
      'user-unknown',
    ],
    [
      'Java',
      'javax.mail.SendFailedException: Invalid Addresses;\n  nested exception is:\n\tcom.sun.mail.smtp.SMTPAddressFailedException: 550 5.7.1 Unable to relay for bob@example.net\n\n\tat com.sun.mail.smtp.SMTPTransport.rcptTo(SMTPTransport.java:2079)',
      'relay-denied',
    ],
    [
      'PHP',
      'PHP Fatal error:  Uncaught PHPMailer\\PHPMailer\\Exception: SMTP Error: Could not connect to SMTP host. Additional SMTP info: Connection refused in /app/src/PHPMailer.php:2300\nStack trace:\n#0 /app/send.php(12): PHPMailer->send()',
      'connection-refused',
    ],
    [
      'Go',
      'panic: x509: certificate has expired or is not yet valid: current time 2026-11-26T10:00:00Z is after 2026-11-01T00:00:00Z\n\ngoroutine 1 [running]:\nmain.main()\n\t/app/main.go:20 +0x1a5',
      'cert-expired',
    ],
    [
      '.NET',
      'Unhandled exception. MailKit.Security.AuthenticationException: 535: 5.7.139 Authentication unsuccessful, basic authentication is disabled.\n   at MailKit.Net.Smtp.SmtpClient.AuthenticateAsync(Encoding encoding)',
      'oauth-required',
    ],
  ])('is read, without its stack: %s', async (_, text, cause) => {
    const { groups } = await explainText(text);
    expect(groups.map((group) => group.cause)).toEqual([cause]);
    expect(groups[0]?.text).not.toMatch(/\.js:\d|\.java:\d|send\.py|#0|\.go:\d|^ +at /m);
  });
});

const bounced = `Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@relay.example.org>
To: ann@example.org
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Not everybody got it.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example.org

Final-Recipient: rfc822; one@example.net
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

Final-Recipient: rfc822; two@example.net
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 Mailbox full

Final-Recipient: rfc822; three@example.com
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 No such user

Final-Recipient: rfc822; four@example.com
Action: delayed
Status: 4.4.1
Diagnostic-Code: x-unix; connect to mx.example.com[198.51.100.25]:25: Connection timed out

Final-Recipient: rfc822; five@example.com
Action: delivered
Status: 2.0.0

--b--
`;

describe('a bounce', () => {
  test.each([
    ['as text', bounced],
    ['as bytes', Buffer.from(bounced)],
    ['with CR LF', bounced.replaceAll('\n', '\r\n')],
    ['with CR alone', Buffer.from(bounced.replaceAll('\n', '\r'))],
    ['with a byte order mark', Buffer.from(`\ufeff${bounced}`)],
    ['in UTF-16', Buffer.from(`\ufeff${bounced}`, 'utf16le')],
  ])('of five recipients is grouped, without those who got it: %s', async (_, input) => {
    const explained = await explainText(input);
    expect(explained).toMatchObject({
      kind: 'bounce',
      bounce: {
        form: 'standard',
        from: 'MAILER-DAEMON@relay.example.org',
        reportingMta: 'relay.example.org',
        subject: 'Undelivered Mail Returned to Sender',
      },
    });
    expect(shape(explained)).toEqual([
      ['user-unknown', 2],
      ['mailbox-full', 1],
      ['host-unreachable', 1],
    ]);
    expect(explained.groups.map(({ recipients }) => recipients)).toEqual([
      ['one@example.net', 'three@example.com'],
      ['two@example.net'],
      ['four@example.com'],
    ]);
  });

  test('that reports only deliveries tells no failure', async () => {
    const good = bounced.replace(/Action: (?:failed|delayed)/g, 'Action: relayed');
    expect(await explainText(good)).toMatchObject({ kind: 'bounce', groups: [] });
  });

  test('with an action that no standard knows tells one', async () => {
    expect(
      (await explainText(bounced.replace('Action: delivered', 'Action: expired'))).groups.flatMap((g) => g.recipients),
    ).toContain('five@example.com');
  });

  test('of which every recipient fails the same names sixteen', async () => {
    const many = Array.from(
      { length: 30 },
      (_, i) => `\nFinal-Recipient: rfc822; u${i}@example.net\nAction: failed\nStatus: 5.1.1\n`,
    );
    const { groups } = await explainText(`From: postmaster@example.org\nSubject: undeliverable\n\n${many.join('')}`);
    expect(groups).toHaveLength(1);
    expect([groups[0]?.count, groups[0]?.recipients.length]).toEqual([30, 16]);
  });
});

describe('a message', () => {
  test('that was taken for spam says so', async () => {
    const message =
      'From: bob@example.net\nSubject: hello\nX-Spam-Flag: YES\nX-Spam-Status: Yes, score=7.2 required=5.0\n\nhi\n';
    expect(await explainText(message)).toMatchObject({ kind: 'message', groups: [{ cause: 'delivered-to-spam' }] });
  });

  test('that is in order says nothing', async () => {
    const message = 'From: bob@example.net\nSubject: error report\nX-Spam-Flag: NO\n\n550 5.1.1 User unknown\n';
    expect(await explainText(message)).toEqual({ kind: 'message', groups: [] });
  });
});

const log = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');
const bouncedLine = (i: number): string =>
  `Nov 26 10:00:00 mx postfix/smtp[${i}]: ${(i + 4096).toString(16)}: to=<u${i}@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=1, dsn=5.1.1, status=bounced (host mx.example.net[192.0.2.25] said: 550 5.1.1 <u${i}@example.net>: Recipient address rejected: User unknown (in reply to RCPT TO command))`;
const sentLine =
  'Nov 26 10:00:00 mx postfix/smtp[1]: 4F1AB2: to=<a@example.net>, relay=mx, dsn=2.0.0, status=sent (250 ok)';

describe('a log', () => {
  test('is counted, each failure with its first line and its recipients', async () => {
    const text = `${sentLine}\n\n${log(3, bouncedLine)}\nNov 26 10:00:00 mx dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<ann>, rip=192.0.2.1\n`;
    const explained = await explainText(text);
    expect(explained).toMatchObject({ kind: 'log', lines: { all: 5, failures: 4 } });
    expect(shape(explained)).toEqual([
      ['user-unknown', 3],
      ['bad-credentials', 1],
    ]);
    expect(explained.groups[0]).toMatchObject({
      line: 3,
      recipients: ['u0@example.net', 'u1@example.net', 'u2@example.net'],
    });
    expect(explained.groups[1]).toMatchObject({ line: 6, recipients: [] });
  });

  test('of successes has no groups', async () => {
    const text = [
      sentLine,
      'Nov 26 10:00:00 mx postfix/qmgr[1]: 4F1AB2: from=<failed@example.org>, size=1234, nrcpt=1 (queue active)',
      'Nov 26 10:00:00 mx postfix/smtpd[1]: connect from error.example.org[192.0.2.1]',
      'Nov 26 10:00:00 mx dovecot: imap-login: Login: user=<ann>, method=PLAIN, rip=192.0.2.1, TLS',
      'Nov 26 10:00:00 mx kernel: usb 1-1: error -71',
    ].join('\n');
    expect(await explainText(text)).toEqual({ kind: 'log', groups: [], lines: { all: 5, failures: 0 } });
  });

  test('of a program that nobody knows counts what is understood', async () => {
    const text =
      '2026-11-26 10:00:00,123 ERROR failed to do something odd\n2026-11-26 10:00:01,123 ERROR smtplib.SMTPAuthenticationError: (535, b"5.7.8 authentication failed")';
    expect(shape(await explainText(text))).toEqual([['bad-credentials', 1]]);
  });

  test('of several lines that differ by numbers alone shows each reading once, and the first text', async () => {
    const { groups } = await explainText(
      log(
        500,
        (i) =>
          `Nov 26 10:00:00 mx postfix/smtp[1]: 4F1AB: to=<a@b.example>, dsn=4.7.1, status=deferred (host mx[192.0.2.${i % 250}] said: 450 4.7.1 Greylisted for ${i} seconds)`,
      ),
    );
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({
      count: 500,
      text: 'host mx[192.0.2.0] said: 450 4.7.1 Greylisted for 0 seconds',
    });
  });

  test('of forty thousand lines takes time linear to their number', async () => {
    const [short, long] = [log(5_000, bouncedLine), log(40_000, bouncedLine)];
    readOne('xyzzy plugh');
    const base = await cpuTime(() => explainText(short));
    const time = await cpuTime(() => explainText(long));
    expect(time).toBeLessThan(Math.max(base, 200) * 24);
  });

  test('of lines that are all different is compared with known texts as far as that does not take long', async () => {
    const letters = (i: number): string => i.toString(26).replace(/\d/g, (d) => 'qrstuvwxyz'[Number(d)] as string);
    const bounced = (text: string): string =>
      `Nov 26 10:00:00 mx postfix/smtp[1]: 4F1AB2: to=<b@example.net>, status=bounced (host mx said: ${text})\n`;
    const others = (count: number): string =>
      Array.from({ length: count }, (_, i) => bounced(`552 5.2.2 Mailbox full ${letters(i)}`)).join('');
    // No phrase decides it: only comparing tells what it is like.
    const odd = bounced('550 the box of this person takes no more');
    expect(shape(await explainText(odd))).toEqual([['user-unknown', 1]]);
    for (const [before, cause] of [
      [999, 'user-unknown'],
      [1000, 'policy-rejected'],
    ] as const) {
      expect(shape(await explainText(others(before) + odd))).toEqual([
        ['mailbox-full', before],
        [cause, 1],
      ]);
    }
  });
});

describe('passwords are in no answer', () => {
  const canary = 'kAn4ry+pass/word=7';
  const base64 = Buffer.from(canary).toString('base64');
  const plain = Buffer.from(`\0ann@example.org\0${canary}`).toString('base64');
  test.each([
    [
      'a dialog',
      ` ~> AUTH LOGIN\n<~  334 VXNlcm5hbWU6\n ~> YW5u\n<~  334 UGFzc3dvcmQ6\n ~> ${base64}\n<~* 535 5.7.8 Error: authentication failed\n`,
    ],
    ['one line of it', `AUTH PLAIN ${plain}`],
    ['a complaint', `501 5.5.4 Syntax error in "AUTH PLAIN ${plain}"`],
    ['IMAP', `a1 LOGIN ann "${canary}"\na1 NO [AUTHENTICATIONFAILED] no`],
    ['POP3', `USER ann\n+OK\nPASS ${canary}\n-ERR [AUTH] no`],
    ['a trace', `  server.login("ann", "${canary}")\nsmtplib.SMTPAuthenticationError: (535, b"no")`],
    ['settings', `{"user":"ann","pass":"${canary}"} gives 535 authentication failed`],
    ['an URL', `cannot open imaps://ann:${canary}@mail.example.org: connection refused`],
    ['a log', `Nov 26 10:00:00 mx dovecot: auth: passwd(ann): Password mismatch (given password: ${canary})`],
    [
      'a log with a dialog',
      `2026-11-26 10:00:00 CLIENT -> SERVER: AUTH LOGIN\n2026-11-26 10:00:00 SERVER -> CLIENT: 334 UGFzc3dvcmQ6\n2026-11-26 10:00:00 CLIENT -> SERVER: ${base64}\n2026-11-26 10:00:00 SERVER -> CLIENT: 535 authentication failed`,
    ],
    [
      'a bounce',
      `From: postmaster@example.org\nSubject: undeliverable password=${canary}\n\n<bob@example.net>: 550 5.5.1 unknown command "AUTH PLAIN ${plain}"\n`,
    ],
    [
      'a bounce in base64',
      `From: postmaster@example.org\nSubject: undeliverable\nContent-Transfer-Encoding: base64\n\n${Buffer.from(`<bob@example.net>: 550 password=${canary} is wrong`).toString('base64')}`,
    ],
    ['a message', `From: bob@example.net\nX-Spam-Flag: YES\nX-Spam-Status: Yes, password=${canary}\n\nx`],
  ])('%s', async (_, text) => {
    const answer = JSON.stringify([await explainText(text), readOne(text)]);
    for (const form of [canary, base64, base64.slice(0, -2), plain, plain.slice(4)]) expect(answer).not.toContain(form);
    expect(answer).toContain('"cause":"');
  });
});

test('an input of 40 MB is read as far as it is read at all', async () => {
  const reply = '550 5.1.1 User unknown\n';
  expect(shape(await explainText(reply + 'x'.repeat(40_000_000)))).toEqual([['user-unknown', 1]]);
  expect(shape(await explainText(Buffer.concat([Buffer.from(reply), Buffer.alloc(40_000_000, 120)])))).toEqual([
    ['user-unknown', 1],
  ]);
});

test.each([
  ['binary', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256))],
  ['empty', Buffer.alloc(0)],
  ['blank', '   \n\n'],
  ['NUL', '\0'.repeat(1000)],
])('%s input is unknown', async (_, input) => {
  expect(shape(await explainText(input))).toEqual([['unknown', 1]]);
});
