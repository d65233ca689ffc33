import { describe, expect, test } from 'vitest';
import { knownTexts } from '../../../src/knowledge/replies/known-texts.ts';
import { withoutSecrets } from '../../../src/protocols/pasted/secrets.ts';
import { cpuTime } from '../../cpu-time.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const secret = 'kAn4ry+pass/word=7';
const plain = base64(`\0ann@example.org\0${secret}`);
const [user64, secret64] = [base64('ann@example.org'), base64(secret)];
const xoauth2 = base64(`user=ann@example.org\x01auth=Bearer ${secret}-ya29.a0AfH6SMBx\x01\x01`);

/** Each place of `…` is where the secret was. */
const masked = (text: string): string => text.replaceAll('…', '[secret]');

describe('a dialog does not show', () => {
  test.each([
    ['AUTH PLAIN', `AUTH PLAIN ${plain}`, 'AUTH PLAIN …'],
    ['it in lower case', `auth plain ${plain}\r\n535 5.7.8 no`, 'auth plain …\r\n535 5.7.8 no'],
    ['it behind an arrow', ` ~> AUTH PLAIN ${plain}\n<~* 535 no`, ' ~> AUTH PLAIN …\n<~* 535 no'],
    [
      'it in a complaint',
      `500 5.5.1 Invalid command: "AUTH PLAIN ${plain}"`,
      '500 5.5.1 Invalid command: "AUTH PLAIN …"',
    ],
    ['it as Python shows it', `send: 'AUTH PLAIN ${plain}\\r\\n'`, "send: 'AUTH PLAIN …\\r\\n'"],
    ['it behind a challenge', `AUTH PLAIN\n334 \n${plain}\n535 no`, 'AUTH PLAIN\n334 \n…\n535 no'],
    [
      'AUTH LOGIN',
      `AUTH LOGIN\r\n334 VXNlcm5hbWU6\r\n${user64}\r\n334 UGFzc3dvcmQ6\r\n${secret64}\r\n535 no`,
      'AUTH LOGIN\r\n334 VXNlcm5hbWU6\r\n…\r\n334 UGFzc3dvcmQ6\r\n…\r\n535 no',
    ],
    [
      'it with a name in the first line',
      `C: AUTH LOGIN ${user64}\nS: 334 UGFzc3dvcmQ6\nC: ${secret64}\nS: 535 no`,
      'C: AUTH LOGIN …\nS: 334 UGFzc3dvcmQ6\nC: …\nS: 535 no',
    ],
    [
      'it as PHPMailer writes',
      `2026-11-26 10:00:00 CLIENT -> SERVER: AUTH LOGIN\n2026-11-26 10:00:00 SERVER -> CLIENT: 334 VXNlcm5hbWU6\n2026-11-26 10:00:01 CLIENT -> SERVER: ${user64}\n2026-11-26 10:00:01 SERVER -> CLIENT: 334 UGFzc3dvcmQ6\n2026-11-26 10:00:01 CLIENT -> SERVER: ${secret64}`,
      '2026-11-26 10:00:00 CLIENT -> SERVER: AUTH LOGIN\n2026-11-26 10:00:00 SERVER -> CLIENT: 334 VXNlcm5hbWU6\n2026-11-26 10:00:01 CLIENT -> SERVER: …\n2026-11-26 10:00:01 SERVER -> CLIENT: 334 UGFzc3dvcmQ6\n2026-11-26 10:00:01 CLIENT -> SERVER: …',
    ],
    [
      'it as smtplib writes',
      `send: 'AUTH LOGIN ${user64}\\r\\n'\nreply: b'334 UGFzc3dvcmQ6\\r\\n'\nsend: '${secret64}\\r\\n'`,
      "send: 'AUTH LOGIN …\\r\\n'\nreply: b'334 UGFzc3dvcmQ6\\r\\n'\nsend: '…\\r\\n'",
    ],
    ['AUTH XOAUTH2', `AUTH XOAUTH2 ${xoauth2}`, 'AUTH XOAUTH2 …'],
    ['a CRAM-MD5 response', `AUTH CRAM-MD5\n334 PDE4OTY+\n${secret64}`, 'AUTH CRAM-MD5\n334 PDE4OTY+\n…'],
    ['AUTHENTICATE PLAIN', `a1 AUTHENTICATE PLAIN ${plain}`, 'a1 AUTHENTICATE PLAIN …'],
    ['it behind a plus', `a1 AUTHENTICATE PLAIN\n+\n${plain}\na1 NO no`, 'a1 AUTHENTICATE PLAIN\n+\n…\na1 NO no'],
    ['ManageSieve', `AUTHENTICATE "PLAIN" "${plain}"`, 'AUTHENTICATE "PLAIN" "…"'],
    ['ManageSieve with a literal', `AUTHENTICATE "PLAIN" {40+}\r\n${plain}`, 'AUTHENTICATE "PLAIN" {40+}\r\n…'],
    ['an IMAP login', `a1 LOGIN ann@example.org ${secret}\r\na1 NO no`, 'a1 LOGIN ann@example.org …\r\na1 NO no'],
    ['it typed', `a login ann ${secret}`, 'a login ann …'],
    ['it without a tag', `LOGIN ann ${secret}`, 'LOGIN ann …'],
    ['it in quotes', `a1 LOGIN "ann" "kAn4ry pass word"`, 'a1 LOGIN "ann" …'],
    ['it with quotes in it', `C: 1 LOGIN "ann" "kAn\\"4ry"`, 'C: 1 LOGIN "ann" …'],
    [
      'it as literals',
      `a1 LOGIN {3}\n+ ok\nann {18}\n+ ok\n${secret}\na1 NO no`,
      'a1 LOGIN {3}\n+ ok\n… {18}\n+ ok\n…\na1 NO no',
    ],
    ['a POP3 password', `USER ann\n+OK\nPASS ${secret} x\n-ERR no`, 'USER ann\n+OK\nPASS …\n-ERR no'],
    ['it behind an arrow', `> pass ${secret}`, '> pass …'],
    ['it in a complaint', `send: b'PASS ${secret}\\r\\n'`, "send: b'PASS …\\r\\n'"],
    ['a digest of APOP', 'APOP ann c4c9334bac560ecc979e58001b3e22fb', 'APOP ann …'],
  ])('%s', (_, text, shown) => {
    expect(withoutSecrets(text)).toBe(masked(shown));
  });
});

describe('settings and traces do not show', () => {
  test.each([
    ['password=', `cannot log in with user=ann password=${secret}`, 'cannot log in with user=ann password=…'],
    [
      'it in a query',
      `https://example.org/?user=ann&password=${secret}&x=1`,
      'https://example.org/?user=ann&password=…&x=1',
    ],
    ['signs in it', 'user=ann,password=kA;n&4)r,y host=mail', 'user=ann,password=… host=mail'],
    ['JSON', `{"user":"ann","pass":"${secret}"}`, '{"user":"ann","pass":"…"}'],
    ['JavaScript', `auth: { user: 'ann', pass: '${secret}' }`, "auth: { user: 'ann', pass: '…' }"],
    ['YAML', `smtp_password: ${secret}\nport: 587`, 'smtp_password: …\nport: 587'],
    ['PHP', `'smtp_pass' => '${secret}',`, "'smtp_pass' => '…',"],
    ['the environment', `SMTP_PASSWORD=${secret}`, 'SMTP_PASSWORD=…'],
    ['a token', `"access_token": "${secret}.${'a1'.repeat(400)}"`, '"access_token": "…"'],
    ['Dovecot', `password mismatch (given password: ${secret})`, 'password mismatch (given password: …)'],
    ['its debug log', `AUTH#0111#011PLAIN#011resp=${plain}`, 'AUTH#0111#011PLAIN#011resp=…'],
    [
      'an URL',
      `imaps://ann@example.org:${secret.replaceAll('/', '%2F')}@mail.example.org/INBOX`,
      'imaps://ann@example.org:kAn',
    ],
    ['a token in a header', `Authorization: Bearer ${secret}`, 'Authorization: Bearer …'],
    ['a call', `    server.login("ann@example.org", "${secret}")`, '    server.login("ann@example.org", "…")'],
    ['a call of PHP', `#0 imap_open('{mail}INBOX', 'ann', '${secret}')`, "#0 imap_open('{mail}INBOX', 'ann', '…')"],
    ['an option of curl', `curl -u ann:${secret} imaps://mail.example.org`, 'curl -u ann:… imaps://mail.example.org'],
    ['an option of swaks', `swaks -au ann -ap ${secret} -s mail`, 'swaks -au ann -ap … -s mail'],
    ['an option of others', `msmtp --password ${secret}`, 'msmtp --password …'],
    ['a password for somebody', `password for ann@example.org: ${secret}`, 'password for ann@example.org: …'],
  ])('%s', (name, text, shown) => {
    const got = withoutSecrets(text);
    expect(got).not.toContain(secret);
    if (name !== 'an URL') expect(got).toBe(masked(shown));
  });

  test('an URL, to the last @ of its host', () => {
    expect(withoutSecrets(`smtp://ann:p@ss:w0rd@mail.example.org:587`)).toBe(
      'smtp://ann:[secret]@mail.example.org:587',
    );
  });
});

describe('what is no secret stays', () => {
  test.each([
    '250-AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2',
    '250 AUTH=PLAIN LOGIN',
    '* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN SASL-IR LOGINDISABLED',
    '535 5.7.8 AUTH LOGIN failed',
    '504 5.5.4 AUTH PLAIN unsupported',
    '503 AUTH command used when not advertised',
    'a1 NO LOGIN Login error password error',
    'NO LOGIN failed',
    'Login attempt blocked',
    'a1 NO [AUTHENTICATIONFAILED] LOGIN failed for ann@example.org',
    '534-5.7.9 Application-specific password required. Learn more at https://support.google.com/mail/?p=InvalidSecondFactor',
    'auth failed, wrong password: try again',
    'login rejected: bad password: ann@example.org',
    'password: incorrect',
    'spf=pass smtp.mailfrom=example.org; dkim=pass header.d=example.org; dmarc=pass (p=NONE)',
    'PASS command failed',
    'pass the message on to the administrator',
    'https://example.org:8080/path?to=ann@example.org',
    '334 eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIn0=',
    'AUTH LOGIN\n535 5.7.3 Authentication unsuccessful',
    'WWW-Authenticate: Bearer realm="example"',
    'AUTH PLAIN [secret]',
  ])('%s', (text) => {
    expect(withoutSecrets(text)).toBe(text);
  });

  test('in a thousand texts of servers and programs', () => {
    const changed = knownTexts.map(({ text }) => text).filter((text) => withoutSecrets(text) !== text);
    // Dovecot can be told to log passwords, or a digest of them.
    expect(changed.filter((text) => !text.includes('given password: '))).toEqual([]);
  });
});

test.each([
  ['AUTH PLAIN '],
  ['C: '],
  ['LOGIN ann '],
  ['a://b:'],
  ['password="'],
  ["pass='x "],
  ['login("a", '],
  ['-u a:b '],
  ['+ \n'],
  ['a LOGIN {1}\n'],
  ['> > > '],
  ['send: '],
  ['\n\n\n'],
  ['Bearer a.b.c.'],
])('a megabyte of %j takes time linear to its length', async (piece) => {
  const [short, long] = [piece.repeat(125_000 / piece.length), piece.repeat(1_000_000 / piece.length)];
  const base = await cpuTime(() => withoutSecrets(short));
  const time = await cpuTime(() => withoutSecrets(long));
  expect(time).toBeLessThan(Math.max(base, 20) * 24);
});
