import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../../src/model/limits.ts';
import { type Credentials, Secret } from '../../src/model/secret.ts';
import { smtpConversation } from '../../src/probes/conversation/smtp.ts';
import { envelope, login } from '../../src/probes/facts/mail.ts';
import { parseMailAddress } from '../../src/protocols/address.ts';
import { createMechanism, mechanismsFor } from '../../src/protocols/sasl/mechanism.ts';
import { isProblem } from '../../src/settings/problem.ts';
import { toTarget } from '../../src/settings/target.ts';
import type { Wishes } from '../../src/settings/wishes.ts';
import { deliver } from '../../src/transport/delivery.ts';
import { lineBytes } from '../../src/transport/line-bytes.ts';
import { rejects, withheld } from './failures.ts';
import { runAgainst } from './real-run.ts';
import { base64, begun, type Wire, wires } from './sasl-wires.ts';
import { hear, type Script, say, upgrade } from './scripted-server.ts';
import { type Attack, password, user, withstand } from './withstand.ts';

/** What would begin a line of its own, or end one early. */
const breaks: readonly (readonly [name: string, text: string])[] = [
  ['CR LF', '\r\n'],
  ['CR', '\r'],
  ['LF', '\n'],
  ['NUL', '\0'],
];
/** Becomes CR LF where characters are cut to bytes. */
const longCrLf = '\u010d\u010a';

describe('what is written by the user', () => {
  const wishes: Wishes = {
    what: 'ann@lab.test',
    kind: 'anything',
    protocols: ['smtp', 'imap'],
    ceiling: 'authenticate',
  };
  test.each(
    [...breaks, ['ESC', '\x1b'], ['C1', '\x85']].flatMap(([name, text]) => {
      const evil = `ann${text}RCPT TO:<bob@evil.example>`;
      return [
        [`IN01 an address with ${name}`, { ...wishes, what: `${evil}@lab.test` }, {}],
        [`IN01 a domain with ${name}`, { ...wishes, what: `ann@lab${text}.test` }, {}],
        [`IN01 a server with ${name}`, { ...wishes, servers: { imap: [`mail${text}.lab.test`] } }, {}],
        [`IN01 a user with ${name}`, wishes, { user: evil }],
        [`IN01 a sender with ${name}`, { ...wishes, from: `${evil}@lab.test` }, {}],
        [`IN01 a quoted sender with ${name}`, { ...wishes, from: `"${evil}"@lab.test` }, {}],
        [`IN01 a recipient with ${name}`, { ...wishes, to: [`${evil}@lab.test`] }, {}],
        [`IN01 a confirmed host with ${name}`, wishes, { confirmHost: [`a${text}.test`] }],
      ] as [string, Wishes, Parameters<typeof toTarget>[1]][];
    }),
  )('%s is refused before any server is asked', (_, asked, options) => {
    expect(isProblem(toTarget(asked, options))).toBe(true);
  });

  test.each([
    ['"a@evil.example x"@good.example', 'good.example'],
    ['"a@evil.example"@good.example', 'good.example'],
    ['"a\\"@evil.example"@good.example', 'good.example'],
    ['"a> SIZE=1"@good.example', 'good.example'],
  ])('IN02 %s is of %s', (text, domain) => {
    expect(parseMailAddress(text)).toMatchObject({ domain, address: text });
  });

  test.each([
    'a@good.example@evil.example',
    'a@evil.example x@good.example',
    'a> SIZE=1@good.example',
    '<a@good.example>',
    '"a"b@good.example',
    '"a@good.example',
    '@evil.example:a@good.example',
    'a@good.example\u2028',
    'a@good.example ORCPT=x',
  ])('IN02 %j is no address', (text) => {
    const read = parseMailAddress(text);
    expect('problem' in read ? 'refused' : read.domain).toMatch(/^(?:refused|good\.example)$/);
    if (!('problem' in read)) expect(read.address).toBe('a@good.example');
  });
});

describe('the one writer of lines', () => {
  test.each(breaks)('IN01 refuses %s and does not repeat the line', (_, text) => {
    const attempt = () => lineBytes(`PASS ${password}${text}DELE 1`);
    expect(attempt).toThrow('a line to be sent holds CR, LF or NUL');
    expect(attempt).not.toThrow(password);
  });

  test('IN02 writes characters as UTF-8, none of them as half of its bytes', () => {
    expect(lineBytes(`a${longCrLf}b`).toString('hex')).toBe('61c48dc48a620d0a');
  });

  test.each(
    breaks.flatMap(([name, text]) =>
      (['from', 'to', 'subject', 'helo', 'messageId'] as const).map((field) => [field, name, text] as const),
    ),
  )('IN01 sends no test message with %s of %s', async (field, _, text) => {
    const good = { from: user, to: [user], subject: 'x', text: 'x', helo: 'x', messageId: '<x@lab.test>' };
    const evil = `x${text}Bcc: bob@evil.example`;
    const session = new Proxy({}, { get: () => expect.fail('the session is used') }) as never;
    await expect(deliver(session, { ...good, [field]: field === 'to' ? [evil] : evil })).rejects.toThrow(TypeError);
  });
});

describe('mechanisms', () => {
  const options = { host: 'mail.lab.test', port: 993, protocol: 'imap', limits: defaultLimits } as const;
  const withPassword = mechanismsFor('password');
  const rows = breaks.flatMap(([name, text]) => [
    ...withPassword.map((mechanism) => [mechanism, name, 'user name', `ann${text}QUIT`, password] as const),
    // CRAM-MD5 never shows the password: its digest may be of anything.
    ...withPassword
      .filter((mechanism) => mechanism !== 'CRAM-MD5')
      .map((mechanism) => [mechanism, name, 'password', user, `${password}${text}QUIT`] as const),
    ...mechanismsFor('access-token').flatMap((mechanism) => [
      [mechanism, name, 'user name', `ann${text}QUIT`, 't0ken'] as const,
      [mechanism, name, 'token', user, `t0ken${text}QUIT`] as const,
    ]),
  ]);
  test.each(rows)('IN01 %s refuses %s in the %s', (mechanism, _, __, name, secret) => {
    const create = () => createMechanism(mechanism, { ...options, user: name, secret: new Secret(secret) });
    expect(create).toThrow(expect.objectContaining({ failure: withheld('credentials-unusable', 'auth') }));
  });
});

describe.each(Object.entries(wires) as ['smtp' | 'imap' | 'pop3', Wire][])('%s', (protocol, wire) => {
  const secretly = (secret: string, kind: Credentials['kind'] = 'password'): Credentials => ({
    kind,
    secret: new Secret(secret),
  });
  test.each([
    ['PLAIN', { credentials: secretly(`${password}\r\nQUIT`) }],
    ['LOGIN', { target: { user: 'ann\r\nQUIT' } }],
    ['SCRAM-SHA-256', { credentials: secretly(`${password}\0`) }],
    ['XOAUTH2', { credentials: secretly('t0ken\n', 'access-token') }],
  ] as [string, Partial<Attack>][])('IN01 %s is not begun with what ends a line', async (mechanism, row) => {
    await withstand(protocol, wire.conversation, {
      name: 'unusable',
      security: 'tls',
      script: [upgrade(), ...wire.offering(mechanism)],
      ends: [login, withheld('credentials-unusable', 'auth')],
      ...row,
    });
  });

  test('IN02 a password keeps its characters, each in UTF-8', async () => {
    const secret = `${password}${longCrLf}\u20ac`;
    const { server } = await withstand(protocol, wire.conversation, {
      name: 'utf-8',
      security: 'tls',
      secret: 'sent',
      credentials: secretly(secret),
      script: [...begun(wire, 'PLAIN'), say(wire.refuse)],
      ends: [login, rejects('auth', wire.refusal)],
    });
    const sent = base64(Buffer.from(`\0${user}\0${secret}`).toString('latin1'));
    expect(server.secured).toContain(`${wire.begin('PLAIN')} ${sent}\r\n`);
  });
});

describe('login commands', () => {
  const imap: Script = [
    say('* OK mail.lab.test\r\n'),
    hear('CAPABILITY'),
    say('* CAPABILITY IMAP4rev1\r\n%tag OK done\r\n'),
  ];
  const pop3: Script = [say('+OK mail.lab.test\r\n'), hear('CAPA'), say('+OK\r\nUSER\r\n.\r\n')];
  const rows = [...breaks, ['two characters that are CR LF in part', longCrLf] as const].flatMap(([name, text]) =>
    (['imap', 'pop3'] as const).flatMap((protocol) =>
      (['password', 'user'] as const).map((where) => [protocol, name, where, text] as const),
    ),
  );
  test.each(rows.filter(([protocol, , , text]) => protocol === 'imap' || text !== longCrLf))(
    'IN01 IN02 of %s are not used with %s in the %s',
    async (protocol, _, where, text) => {
      const evil = `x${text}QUIT`;
      await withstand(protocol, wires[protocol].conversation, {
        name: 'command',
        security: 'tls',
        script: [upgrade(), ...(protocol === 'imap' ? imap : pop3)],
        ends: [login, withheld('credentials-unusable', 'auth')],
        ...(where === 'user'
          ? { target: { user: evil } }
          : { credentials: { kind: 'password', secret: new Secret(evil) } }),
      });
    },
  );

  test('IN01 of imap are quoted: a password ends neither its string nor its line', async () => {
    const secret = 'a" "b\\" {3} c';
    const { server } = await withstand('imap', wires.imap.conversation, {
      name: 'quoted',
      security: 'tls',
      secret: 'sent',
      credentials: { kind: 'password', secret: new Secret(secret) },
      script: [upgrade(), ...imap, hear('LOGIN'), say('%tag NO no\r\n')],
      ends: [login, rejects('auth', 'NO')],
    });
    expect(server.secured).toMatch(/LOGIN "ann@lab\.test" "a\\" \\"b\\\\\\" \{3\} c"\r\n/);
  });

  test('IN02 of pop3 write each character as UTF-8', async () => {
    const secret = `pass${longCrLf}DELE 1`;
    const { server } = await withstand('pop3', wires.pop3.conversation, {
      name: 'utf-8',
      security: 'tls',
      secret: 'sent',
      credentials: { kind: 'password', secret: new Secret(secret) },
      script: [upgrade(), ...pop3, hear('USER'), say('+OK\r\n'), hear('PASS'), say('-ERR [AUTH] no\r\n')],
      ends: [login, rejects('auth', '-ERR')],
    });
    expect(server.secured.split('\r\n')).toContain(`PASS ${Buffer.from(secret).toString('latin1')}`);
    expect(server.secured).not.toContain('\nDELE');
  });
});

describe('the envelope', () => {
  const trial = (offers: string, ...commands: readonly string[]): Script => [
    ...begun(wires.smtp, 'PLAIN').slice(0, 3),
    say(`250-mail.lab.test\r\n250-AUTH PLAIN\r\n250 ${offers}\r\n`),
    hear('AUTH PLAIN'),
    say('235 welcome\r\n'),
    ...commands.flatMap((command) => [hear(Buffer.from(command).toString('latin1')), say('250 ok\r\n')]),
  ];
  const from = `${longCrLf}@lab.test`;

  test.each([
    ['SMTPUTF8', ' SMTPUTF8'],
    ['SIZE', ''],
  ])('IN02 where %s is offered, an address that is not ASCII is sent in UTF-8%s', async (offers, parameter) => {
    const { ran, server } = await withstand('smtp', smtpConversation, {
      name: 'utf-8',
      security: 'tls',
      secret: 'sent',
      loggedIn: true,
      target: { from, to: [user] },
      script: trial(offers, `MAIL FROM:<${from}>`, `RCPT TO:<${user}>`, 'RSET'),
      ends: [envelope, 'observed'],
    });
    expect(ran.value(envelope).mail.status).toBe('250');
    const line = Buffer.from(`MAIL FROM:<${from}>${parameter}`).toString('latin1');
    expect(server.secured.split('\r\n')).toContain(line);
  });

  test('IN02 a quoted local part is one address to the end', async () => {
    const to = '"a@evil.example> RCPT TO:<b"@good.example';
    const { server } = await withstand('smtp', smtpConversation, {
      name: 'quoted',
      security: 'tls',
      secret: 'sent',
      loggedIn: true,
      target: { from: user, to: [to] },
      script: trial('SIZE', `MAIL FROM:<${user}>`, `RCPT TO:<${to}>`, 'RSET'),
      ends: [envelope, 'observed'],
    });
    expect(server.secured.split('\r\n')).toContain(`RCPT TO:<${to}>`);
  });

  test.each(breaks)('IN01 %s in an address that a program gives sends not a byte of it', async (_, text) => {
    const evil = `bob${text}RCPT TO:<eve@evil.example>`;
    const { evidence, server } = await runAgainst('smtp', 'tls', trial('SIZE', `MAIL FROM:<${user}>`), {
      target: { from: user, to: [`${evil}@lab.test`] },
    });
    expect(server.secured).not.toContain('bob');
    expect(evidence.crashes).toHaveLength(1);
    expect(evidence.crashes.join()).not.toContain('evil');
  });
});
