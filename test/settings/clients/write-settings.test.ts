import { describe, expect, test } from 'vitest';
import { type ClientId, clientIds } from '../../../src/model/client-ids.ts';
import type { AuthMethod, ServerProof } from '../../../src/model/settings.ts';
import { clients } from '../../../src/settings/clients/catalogue.ts';
import { imap, imapStartTls, pop3, smtp, smtpStartTls, textOf, wanted, write } from './accounts.ts';
import { readBack } from './read-back.ts';

const startTls = { incoming: [imapStartTls], outgoing: [smtpStartTls] };
const both = { incoming: [imapStartTls, imap, pop3], outgoing: [smtpStartTls, smtp] };

/** The words that make each client use TLS: from the start, and by STARTTLS (undefined: it is refused). */
const security: Readonly<Record<ClientId, readonly [readonly string[], readonly string[] | undefined]>> = {
  thunderbird: [['<socketType>SSL</socketType>'], ['<socketType>STARTTLS</socketType>']],
  apple: [['<key>IncomingMailServerUseSSL</key>\n      <true/>', '<integer>993</integer>'], ['<integer>143</integer>']],
  outlook: [['Incoming mail encryption:                          SSL/TLS'], ['STARTTLS (Outlook 2010: TLS)']],
  msmtp: [
    ['\ntls on\n', '\ntls_starttls off\n', '\nport 465\n'],
    ['\ntls on\n', '\ntls_starttls on\n', '\nport 587\n'],
  ],
  mbsync: [['\nSSLType IMAPS\n'], ['\nSSLType STARTTLS\n']],
  neomutt: [
    ["'imaps://imap.example.org:993/'", "@smtp.example.org:465/'", "smtp_url = 'smtps://", 'ssl_force_tls = yes'],
    ["'imap://imap.example.org:143/'", "smtp_url = 'smtp://", 'ssl_force_tls = yes', 'ssl_starttls = yes'],
  ],
  fetchmail: [["\n  ssl sslcertck sslproto 'TLS1.2+'\n"], ["\n  sslcertck sslproto 'TLS1.2+'\n"]],
  getmail: [['SimpleIMAPSSLRetriever', 'ca_certs = /'], undefined],
  offlineimap: [['\nssl = yes\nstarttls = no\nsslcacertfile = OS-DEFAULT\n'], ['\nssl = no\nstarttls = yes\n']],
  aerc: [
    ['source = imaps://', 'outgoing = smtps://'],
    ['source = imap://', 'outgoing = smtp://'],
  ],
  himalaya: [
    ['"imaps://imap.example.org:993"', '"smtps://smtp.example.org:465"'],
    ['"imap://imap.example.org:143"', 'imap.starttls = true', 'smtp.starttls = true'],
  ],
  postfix: [
    ['relayhost = [smtp.example.org]:465', 'wrappermode = yes', 'smtp_tls_security_level = secure'],
    ['relayhost = [smtp.example.org]:587', 'wrappermode = no', 'smtp_tls_security_level = secure'],
  ],
  git: [
    ['\tsmtpEncryption = ssl\n', '\tsmtpServerPort = 465\n'],
    ['\tsmtpEncryption = tls\n', '\tsmtpServerPort = 587\n'],
  ],
  nodemailer: [['port: 465,\n    secure: true,'], ['port: 587,\n    secure: false,\n    requireTLS: true,']],
  django: [['EMAIL_USE_SSL = True\nEMAIL_USE_TLS = False'], ['EMAIL_USE_SSL = False\nEMAIL_USE_TLS = True']],
  rails: [["  tls: true,\n  openssl_verify_mode: 'peer'"], ["  enable_starttls: true,\n  openssl_verify_mode: 'peer'"]],
  laravel: [['MAIL_SCHEME=smtps'], ['MAIL_SCHEME=smtp\n', "'require_tls' => true"]],
  spring: [
    ['mail.smtp.ssl.enable=true', 'checkserveridentity=true'],
    ['starttls.enable=true', 'starttls.required=true', 'checkserveridentity=true'],
  ],
  env: [
    ['IMAP_SECURITY=tls', 'SMTP_SECURITY=tls'],
    ['IMAP_SECURITY=starttls', 'SMTP_SECURITY=starttls'],
  ],
  dns: [
    ['_imaps._tcp.example.org. 3600 IN SRV 0 1 993 imap.', '_submissions._tcp.example.org. 3600 IN SRV 0 1 465 smtp.'],
    ['_imap._tcp.example.org. 3600 IN SRV 10 1 143 imap.', '_submission._tcp.example.org. 3600 IN SRV 10 1 587 smtp.'],
  ],
};

describe.each(clientIds)('%s', (id) => {
  const [tls, starttls] = security[id];

  test('uses TLS from the start', () => {
    for (const words of tls) expect(textOf(id)).toContain(words);
  });

  test('uses STARTTLS as something required, or says that it cannot', () => {
    const written = write(id, { settings: startTls });
    if (starttls === undefined) return expect(written).toMatchObject({ problem: expect.stringContaining('STARTTLS') });
    const text = textOf(id, { settings: startTls });
    for (const words of starttls) expect(text).toContain(words);
    const isWarned = text.includes('cannot be told that STARTTLS is required');
    expect(isWarned).toBe(clients[id].startTls === 'opportunistic');
    expect(written).toMatchObject({
      remarks: isWarned ? expect.arrayContaining([expect.stringContaining('cannot be told')]) : expect.any(Array),
    });
  });

  test('takes TLS from the start where it cannot demand STARTTLS', () => {
    const { ports } = readBack[id](textOf(id, { settings: both }));
    const isFree = clients[id].startTls === 'required';
    if (!isFree) expect(ports.filter((port) => ![993, 995, 465].includes(port))).toEqual([]);
    expect(ports.length).toBeGreaterThan(0);
  });

  test('never writes plain text', () => {
    const settings = {
      incoming: [{ ...imap, port: 143, security: 'none' as const }],
      outgoing: [{ ...smtp, port: 25, security: 'none' as const }],
    };
    expect(write(id, { settings })).toMatchObject({ problem: expect.stringContaining('plain text') });
  });

  test('says that nothing was proved, or what was, and when', () => {
    expect(textOf(id)).toContain('Not proved: ');
    const proofs: ServerProof[] = [imap, smtp].map((one) => ({
      ...one,
      tlsVersion: 'TLSv1.3',
      mechanisms: ['PLAIN', 'LOGIN'],
    }));
    const text = textOf(id, { proofs });
    expect(text).not.toContain('Not proved');
    expect(text).toContain('Proved on 2026-11-26 by connecting');
    expect(text).toContain('TLSv1.3 with a valid certificate, logins by PLAIN LOGIN. Nobody logged in.');
    // The same server with another port was not the one that was connected to.
    const other = proofs.map((one) => ({ ...one, port: one.port + 1 }));
    expect(textOf(id, { proofs: other })).toContain('Not proved');
  });

  test('needs the sides that it uses', () => {
    const { incoming, outgoing } = clients[id];
    const none = { incoming: [], outgoing: [] };
    expect(write(id, { settings: { ...none, outgoing: [smtp] } })).toHaveProperty(
      incoming.length === 0 ? 'file' : 'problem',
    );
    expect(write(id, { settings: { ...none, incoming: [imap] } })).toHaveProperty(outgoing ? 'problem' : 'file');
    expect(write(id, { settings: none })).toMatchObject({ wayOut: expect.stringMatching(/^Name it: --\w+ HOST/) });
  });

  test('knows POP3 or says that it does not', () => {
    const settings = { incoming: [pop3], outgoing: [smtp] };
    if (clients[id].incoming.length === 0) return;
    expect(write(id, { settings })).toHaveProperty(clients[id].incoming.includes('pop3') ? 'file' : 'problem');
  });

  test('has a file name without a folder, and a mode that fits', () => {
    const written = write(id);
    expect(written).toMatchObject({ file: { name: expect.stringMatching(/^[a-z][\w.-]+$/) } });
    // What names a command that gives the password away, or a person's account, is that person's alone.
    const isPrivate = ['command', 'command-or-asked'].includes(clients[id].secret as string);
    if (isPrivate) expect(written).toMatchObject({ file: { mode: 0o600 } });
  });
});

describe('how a client logs in', () => {
  const taking = (...auth: AuthMethod[]) => ({
    incoming: [{ ...imap, auth }],
    outgoing: [{ ...smtp, auth }],
  });
  const token = { kind: 'access-token', from: 'command', command: 'oama access ann' } as const;

  test('by password where one is taken', () => {
    for (const auth of [[], ['password-cleartext'], ['oauth2', 'app-password'], ['password-encrypted']] as const) {
      expect(textOf('msmtp', { settings: taking(...auth) })).toContain('\nauth on\n');
    }
  });

  test('a server that takes only tokens is refused, with the way out', () => {
    expect(write('msmtp', { settings: taking('oauth2') })).toEqual({
      problem: 'msmtp has no way to log in at smtp.example.org, which takes oauth2.',
      wayOut: 'Say where a token comes from: --access-token-command COMMAND',
    });
    expect(write('django', { settings: taking('oauth2') })).toMatchObject({ wayOut: 'Choose a client that has one.' });
    expect(write('msmtp', { settings: taking('gssapi') })).toHaveProperty('problem');
  });

  test.each([
    ['msmtp', '\nauth oauthbearer\n'],
    ['mbsync', '\nAuthMechs XOAUTH2\n'],
    ['neomutt', "\nset imap_oauth_refresh_command = 'oama access ann'\n"],
    ['getmail', '\nuse_xoauth2 = True\n'],
    ['aerc', '\nsource = imaps+oauthbearer://'],
    ['himalaya', '\nimap.sasl.oauthbearer.token.command = '],
    ['nodemailer', "type: 'OAuth2'"],
  ] as const)('%s takes a token from where one was named', (id, words) => {
    expect(textOf(id, { settings: taking('oauth2'), secret: token })).toContain(words);
  });

  test('a client without tokens is refused where one was named', () => {
    for (const id of ['fetchmail', 'offlineimap', 'postfix', 'rails', 'apple'] as const) {
      expect(write(id, { settings: taking('oauth2'), secret: token }), id).toHaveProperty('problem');
    }
  });

  test('a server that knows its clients needs no login', () => {
    const settings = { incoming: [], outgoing: [{ ...smtp, auth: ['none'] as const }] };
    expect(textOf('msmtp', { settings })).toContain('\nauth off\n');
    expect(textOf('msmtp', { settings })).not.toContain('passwordeval');
    expect(textOf('postfix', { settings })).toContain('smtp_sasl_auth_enable = no');
    for (const id of ['git', 'nodemailer', 'django', 'rails', 'laravel', 'spring'] as const) {
      expect(textOf(id, { settings }), id).not.toMatch(
        /ann@example\.org(?:'|").*(?:user|User)|user_name|EMAIL_HOST_USER/,
      );
      expect(write(id, { settings }), id).toMatchObject({ remarks: [] });
    }
  });

  test('Thunderbird is told of tokens only where it knows whose they are', () => {
    const at = (host: string, ...auth: AuthMethod[]) =>
      textOf('thunderbird', { settings: { incoming: [{ ...imap, host, auth }], outgoing: [smtp] } });
    expect(at('imap.gmail.com', 'oauth2', 'app-password')).toContain(
      '<authentication>OAuth2</authentication>\n      <authentication>password-cleartext</authentication>',
    );
    expect(at('imap.example.org', 'oauth2', 'password-cleartext')).not.toContain('OAuth2');
  });
});

describe('where a secret comes from', () => {
  test('by default, from a command with a fixed form, and the way to store it is told', () => {
    expect(write('msmtp')).toMatchObject({
      file: { text: expect.stringContaining('passwordeval "secret-tool lookup service example"') },
      remarks: [expect.stringContaining("secret-tool store --label='Mail of example' service example")],
    });
  });

  test('a variable is printed for a client that runs commands, and a command is told for one that reads variables', () => {
    const env = { kind: 'password', from: 'env', name: 'MY_SECRET' } as const;
    expect(textOf('mbsync', { secret: env })).toContain('PassCmd "printenv MY_SECRET"');
    expect(textOf('laravel', { secret: env })).toContain(`MAIL_PASSWORD="\${MY_SECRET}"`);
    expect(write('spring', { secret: { kind: 'password', from: 'command', command: 'pass x' } })).toMatchObject({
      remarks: ['Set the variable that Spring Boot will read: MAIL_PASSWORD="$(pass x)"'],
    });
  });

  test('a client that asks by itself names none', () => {
    const secret = { kind: 'password', from: 'command', command: 'pass x' } as const;
    for (const id of ['apple', 'thunderbird', 'outlook', 'postfix', 'dns'] as const) {
      expect(textOf(id, { secret }), id).not.toContain('pass x');
      expect(write(id, { secret }), id).toMatchObject({ remarks: [expect.stringContaining('by itself')] });
    }
    expect(textOf('git')).not.toContain('[credential');
    expect(textOf('git', { secret })).toContain('[credential "smtp://smtp.example.org:465"]');
    expect(textOf('fetchmail', { secret })).toContain('pass x | fetchmail --passwordfd 0');
  });
});

test('what a known provider wants first is told, with its page', () => {
  const gmail = {
    incoming: [{ ...imap, host: 'imap.gmail.com', auth: ['oauth2', 'app-password'] as const }],
    outgoing: [{ ...smtp, host: 'smtp.gmail.com', auth: ['oauth2', 'app-password'] as const }],
  };
  for (const id of ['msmtp', 'himalaya', 'apple', 'neomutt'] as const) {
    const text = textOf(id, { settings: gmail });
    expect(text, id).toContain('Google refuses the account password');
    expect(text, id).toContain('https://support.google.com/accounts/answer/185833');
  }
  expect(textOf('neomutt', { settings: gmail })).toContain("set record = ''");
});

describe('what is for everybody of a domain', () => {
  test('names nobody', () => {
    const { settings } = wanted();
    for (const id of ['thunderbird', 'dns'] as const) {
      expect(textOf(id, { address: 'ann.other@example.org', settings }), id).not.toContain('ann.other');
    }
  });

  test('lists every server, best first', () => {
    const xml = textOf('thunderbird', { settings: both });
    expect(readBack.thunderbird(xml).ports).toEqual([993, 995, 143, 465, 587]);
    expect(xml).toContain('<username>%EMAILADDRESS%</username>');
    const zone = textOf('dns', { settings: both });
    expect(zone).toContain('_pop3s._tcp.example.org. 3600 IN SRV 20 1 995 pop.example.org.');
    expect(zone).toContain('; _pop3._tcp.example.org. 3600 IN SRV 0 0 0 .');
    expect(zone).toContain('mailcheck dns example.org --generate');
  });

  test('a user name in it is a placeholder, or told to be one person’s', () => {
    const as = (username: string) =>
      textOf('thunderbird', { settings: { incoming: [{ ...imap, username }], outgoing: [{ ...smtp, username }] } });
    expect(as('ann')).toContain('<username>%EMAILLOCALPART%</username>');
    expect(as('u1234')).toContain('every user of example.org would be told the user name u1234');
  });
});

test('an Apple profile has another UUID when its settings are others, and the same when they are not', () => {
  const uuids = (text: string) => [...text.matchAll(/<string>([0-9A-F-]{36})<\/string>/g)].map(([, uuid]) => uuid);
  const [first, again, other] = [textOf('apple'), textOf('apple'), textOf('apple', { settings: startTls })].map(uuids);
  expect(first).toHaveLength(2);
  expect(new Set(first).size).toBe(2);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
  for (const uuid of first ?? [])
    expect(uuid).toMatch(/^[\dA-F]{8}-[\dA-F]{4}-8[\dA-F]{3}-[89AB][\dA-F]{3}-[\dA-F]{12}$/);
});

test('the catalogue is the list of ids', () => {
  expect(Object.keys(clients).sort()).toEqual([...clientIds].sort());
  for (const id of clientIds) expect(clients[id].id).toBe(id);
});

describe('what a provider is known for goes into the file', () => {
  const at = (host: string, sender = 'smtp.example.org') => ({
    settings: { incoming: [{ ...imap, host }], outgoing: [{ ...smtp, host: sender }] },
  });
  test('mbsync fetches no message of Gmail twice, and waits for each answer', () => {
    const text = textOf('mbsync', at('imap.gmail.com'));
    expect(text).toContain('\nPatterns * "![Gmail]/All Mail"\n');
    expect(text).toContain('\nPipelineDepth 1\n');
    expect(textOf('mbsync')).toContain('\nPatterns *\n');
    expect(textOf('mbsync')).not.toContain('PipelineDepth');
  });
  test('himalaya says what it is to NetEase and QQ', () => {
    expect(textOf('himalaya', at('imap.163.com'))).toContain('imap.id.auto = true\nimap.sasl-ir = false\n');
    expect(textOf('himalaya', at('imap.qq.com'))).toContain('imap.id.auto = true\nimap.sasl.plain');
    expect(textOf('himalaya')).not.toContain('imap.id.auto');
  });
  test('the sheet for Outlook sends its reader to the automatic way where that signs in', () => {
    expect(textOf('outlook', at('imap.gmail.com', 'smtp.gmail.com'))).toContain('First try the automatic way');
    expect(textOf('outlook')).not.toContain('automatic way');
  });
});

test('a domain beyond ASCII: the user is the address as it is written, and comments of XML name no other host', () => {
  const text = textOf('thunderbird', { address: 'ann@exämple.org' });
  expect(text).toContain('<username>%EMAILADDRESS%</username>');
  expect(text).not.toContain('Take care');
  expect(text).toContain('https://autoconfig.exämple.org/mail/config-v1.1.xml');
  expect(text).toContain('<domain>xn--exmple-cua.org</domain>');
  expect(textOf('env', { address: 'ann@exämple.org' })).toContain('\nSMTP_USER=ann@xn--exmple-cua.org\n');
});

test.each([
  ['', 'is empty'],
  ['x'.repeat(256), 'is longer than 255 characters'],
  ['ann\u200b', 'has a control or invisible character in it'],
  [' ann', 'has a blank at an end'],
])('a user name %j is refused, with what is wrong with it', (username, why) => {
  const settings = { incoming: [imap], outgoing: [{ ...smtp, username }] };
  expect(write('msmtp', { settings })).toEqual({ problem: `the user name ${why}.` });
});
