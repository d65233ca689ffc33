import { afterEach, describe, expect, test } from 'vitest';
import { createAuthority, type IssuedCertificate } from '../../src/lab/certificates.ts';
import { observationId } from '../../src/model/evidence.ts';
import type { Protocol, Security } from '../../src/model/subject.ts';
import { sieveConversation } from '../../src/probes/conversation/sieve.ts';
import { login, securedOffer, tlsSession } from '../../src/probes/facts/mail.ts';
import { endpointOf } from '../evidence.ts';
import { rejects } from './failures.ts';
import { runAgainst } from './real-run.ts';
import { wires } from './sasl-wires.ts';
import { authority, hear, hostName, type Script, say, upgrade } from './scripted-server.ts';
import { named, withstand } from './withstand.ts';

const day = 86_400_000;
const names = [hostName];
const { imap } = wires;
const stranger = createAuthority('Nobody\u2019s CA \x1b[2J\n::error::\u202e');
const good = authority.issue({ names });
const other = authority.issue({ names: ['other.lab.test'] }).cert;

/** What is served, and what must be wrong with it. */
interface Row {
  readonly name: string;
  readonly certificate: IssuedCertificate;
  readonly view: object;
  readonly host?: string;
}

const untrusted = (code: string | RegExp) => ({
  trust: { ok: false, code: typeof code === 'string' ? code : expect.stringMatching(code) },
});
const unnamed = { trust: { ok: true }, nameMatches: false };
const weak = { trust: { ok: true }, nameMatches: true, inDate: true };

const rows: readonly Row[] = [
  {
    name: 'TL01 expired',
    certificate: authority.issue({
      names,
      notBefore: new Date(Date.now() - 90 * day),
      notAfter: new Date(Date.now() - day),
    }),
    view: { trust: { ok: true }, nameMatches: true, inDate: false },
  },
  {
    name: 'TL01 not yet valid',
    certificate: authority.issue({ names, notBefore: new Date(Date.now() + day) }),
    view: { trust: { ok: true }, nameMatches: true, inDate: false },
  },
  {
    name: 'TL01 TL02 expired, signed by itself and for another name',
    certificate: authority.issue({
      names: ['a.test'],
      selfSigned: true,
      notBefore: new Date(0),
      notAfter: new Date(Date.now() - day),
    }),
    view: { ...untrusted('DEPTH_ZERO_SELF_SIGNED_CERT'), nameMatches: false, inDate: false },
  },
  {
    name: 'TL02 signed by itself',
    certificate: authority.issue({ names, selfSigned: true }),
    view: { ...untrusted('DEPTH_ZERO_SELF_SIGNED_CERT'), nameMatches: true, inDate: true },
  },
  {
    name: 'TL02 of an authority that nobody knows, whose name is an escape sequence',
    certificate: stranger.issue({ names }),
    view: { ...untrusted(/^UNABLE_TO_/), nameMatches: true, inDate: true },
  },
  ...['www.lab.test', '*.test', '*.mail.lab.test', '*', 'm*.lab.test', '*.*.test', 'mail.*.test', 'lab.test'].map(
    (name) => ({
      name: `TL03 for ${name}`,
      certificate: authority.issue({ names: [name] }),
      view: unnamed,
    }),
  ),
  {
    name: 'TL03 for all names below a top-level domain',
    certificate: authority.issue({ names: ['*.test'] }),
    host: 'lab.test',
    view: unnamed,
  },
  {
    name: 'TL03 with the name in its subject alone',
    certificate: authority.issue({ names: [], commonName: hostName }),
    view: unnamed,
  },
  {
    name: 'TL04 for localhost, at an address',
    certificate: authority.issue({ names: ['localhost'] }),
    host: '192.0.2.10',
    view: unnamed,
  },
  {
    name: 'TL04 for an address as a DNS name',
    certificate: authority.issue({ names: ['192.0.2.10'] }),
    host: '192.0.2.10',
    view: unnamed,
  },
  ...['\0.evil.example', '\n', '\x1b[2J', ', DNS:mail.lab.test', ' ', '/', '.evil.example'].map((tail) => ({
    name: `TL05 for a name that goes on with ${JSON.stringify(tail)}`,
    certificate: authority.issue({ names: [`${hostName}${tail}`], commonName: `${hostName}\x1b[2J\n::error::x` }),
    view: unnamed,
  })),
  {
    name: 'TL06 without its intermediate',
    certificate: authority.issue({ names, intermediate: 'missing' }),
    view: { ...untrusted(/^UNABLE_TO_/), nameMatches: true, inDate: true },
  },
  {
    name: 'TL06 without its intermediate, with a hundred others',
    certificate: withMore(authority.issue({ names, intermediate: 'missing' }), 100),
    view: untrusted(/^UNABLE_TO_/),
  },
  { name: 'TL07 with an RSA key of 1024 bits', certificate: authority.issue({ names, keyBits: 1024 }), view: weak },
  { name: 'TL07 signed over SHA-1', certificate: authority.issue({ names, sha1: true }), view: weak },
  {
    name: 'TL07 of an authority itself',
    certificate: authority.issue({ names, purpose: 'authority' }),
    view: untrusted('INVALID_PURPOSE'),
  },
  {
    name: 'TL07 for clients',
    certificate: authority.issue({ names, purpose: 'client' }),
    view: untrusted('INVALID_PURPOSE'),
  },
];

function withMore({ key, cert }: IssuedCertificate, count: number): IssuedCertificate {
  return { key, cert: cert + other.repeat(count) };
}

/** A target that names another host. */
const atHost = (protocol: Protocol, security: Security, host: string) => {
  const { at } = named(protocol, security, host);
  return { servers: [{ protocol, host, port: at.port, security }] };
};

describe('no password goes to a certificate', () => {
  test.each(rows)('$name', async ({ name, certificate, view, host = hostName }) => {
    const { ran } = await withstand('imap', imap.conversation, {
      name,
      security: 'tls',
      script: [upgrade(certificate), ...imap.offering('PLAIN', 'SCRAM-SHA-256', 'CRAM-MD5')],
      ends: [login, observationId(tlsSession, named('imap', 'tls', host).at)],
      target: atHost('imap', 'tls', host),
    });
    expect(ran.value(tlsSession)).toMatchObject({ ...view, verified: false });
    expect(ran.value(tlsSession).chain.length).toBeLessThanOrEqual(20);
  });

  const plain: Readonly<Record<'smtp' | 'imap' | 'pop3', Script>> = {
    smtp: [
      say('220 mail.lab.test ESMTP\r\n'),
      hear('EHLO'),
      say('250-x\r\n250 STARTTLS\r\n'),
      hear('STARTTLS'),
      say('220 go\r\n'),
    ],
    imap: [say('* OK [CAPABILITY IMAP4rev1 STARTTLS] x\r\n'), hear('STARTTLS'), say('%tag OK go\r\n')],
    pop3: [say('+OK\r\n'), hear('CAPA'), say('+OK\r\nSTLS\r\n.\r\n'), hear('STLS'), say('+OK go\r\n')],
  };
  test.each(
    (['smtp', 'imap', 'pop3'] as const).flatMap((protocol) =>
      (['tls', 'starttls'] as const).map((security) => [protocol, security] as const),
    ),
  )('TL02 signed by itself, over %s with %s', async (protocol, security) => {
    const wire = wires[protocol];
    const [, ...offering] = wire.offering('PLAIN', 'LOGIN');
    await withstand(protocol, wire.conversation, {
      name: 'self-signed',
      security,
      script:
        security === 'tls'
          ? [upgrade(authority.issue({ names, selfSigned: true })), ...wire.offering('PLAIN', 'LOGIN')]
          : [...plain[protocol], upgrade(authority.issue({ names, selfSigned: true })), ...offering],
      ends: [login, observationId(tlsSession, named(protocol, security).at)],
    });
  });

  test('TL02 signed by itself, over sieve, which has no login', async () => {
    const { ran } = await withstand('sieve', sieveConversation, {
      name: 'self-signed',
      security: 'starttls',
      script: [
        say('"SASL" "PLAIN"\r\n"STARTTLS"\r\nOK\r\n'),
        hear('STARTTLS'),
        say('OK\r\n'),
        upgrade(authority.issue({ names, selfSigned: true })),
        say('"SASL" "PLAIN"\r\nOK\r\n'),
        hear('LOGOUT'),
      ],
      ends: [securedOffer, 'observed'],
    });
    expect(ran.value(tlsSession).verified).toBe(false);
  });

  test('TL06 that comes with four hundred others', async () => {
    await withstand('imap', imap.conversation, {
      name: 'many',
      security: 'tls',
      script: [upgrade(withMore(good, 400))],
      ends: [tlsSession, { kind: 'tls', reason: 'other', code: 'ERR_SSL_EXCESSIVE_MESSAGE_SIZE' }],
    });
  });
});

describe('a password goes to a certificate', () => {
  const refused: Script = [hear('AUTHENTICATE PLAIN'), say(imap.refuse)];
  test.each([
    ['for the name', good, hostName],
    ['for the name in capitals', authority.issue({ names: ['MAIL.LAB.TEST'] }), hostName],
    ['for one label more', authority.issue({ names: ['*.lab.test'] }), hostName],
    ['for the address, at an address', authority.issue({ names: [], ips: ['192.0.2.10'] }), '192.0.2.10'],
    ['with its intermediate', authority.issue({ names, intermediate: 'sent' }), hostName],
    ['with an RSA key of 2048 bits', authority.issue({ names, keyBits: 2048 }), hostName],
    ['and a hundred others besides', withMore(good, 100), hostName],
  ])('%s', async (name, certificate, host) => {
    const { ran } = await withstand('imap', imap.conversation, {
      name,
      security: 'tls',
      secret: 'sent',
      script: [upgrade(certificate), ...imap.offering('PLAIN'), ...refused],
      ends: [login, rejects('auth', 'NO')],
      target: atHost('imap', 'tls', host),
    });
    expect(ran.value(tlsSession)).toMatchObject({ verified: true });
  });

  const selfSigned: Script = [
    upgrade(authority.issue({ names, selfSigned: true })),
    ...imap.offering('PLAIN'),
    hear('AUTHENTICATE PLAIN'),
    say('%tag OK [CAPABILITY IMAP4rev1] welcome\r\n'),
    ...[hear('LIST'), say('%tag OK done\r\n'), hear('LSUB'), say('%tag OK done\r\n')],
  ];

  test('TL17 signed by itself, where the user allows it and names the host', async () => {
    const { ran } = await withstand('imap', imap.conversation, {
      name: 'allowed',
      security: 'tls',
      secret: 'sent',
      loggedIn: true,
      script: selfSigned,
      ends: [login, 'observed'],
      target: { allowInsecureAuth: true, confirmedHosts: [hostName] },
    });
    expect(ran.value(login)).toMatchObject({ protected: false });
  });

  test('TL17 not where the user allows it, and the host is another machine that is not named for it', async () => {
    await withstand('imap', imap.conversation, {
      name: 'not-named',
      security: 'tls',
      script: [upgrade(authority.issue({ names, selfSigned: true })), ...imap.offering('PLAIN')],
      ends: [login, observationId(tlsSession, endpointOf('imap', 993, 'tls', hostName))],
      target: { allowInsecureAuth: true },
    });
  });
});

describe('TL16 NODE_TLS_REJECT_UNAUTHORIZED=0', () => {
  const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  afterEach(() => {
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
  });

  test('changes no verdict, sends no password, and is told', async () => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    const { evidence, server } = await runAgainst('imap', 'tls', [
      upgrade(stranger.issue({ names })),
      ...imap.offering('PLAIN'),
    ]);
    expect(server.secured).not.toMatch(/AUTH|LOGIN/);
    const seen = evidence.observations.find(({ fact }) => fact === tlsSession.id)?.outcome;
    expect(seen).toMatchObject({ status: 'observed', value: { verified: false } });
    expect(evidence.remarks.join()).toContain('NODE_TLS_REJECT_UNAUTHORIZED=0');
  });
});
