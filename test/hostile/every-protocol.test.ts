import { describe, expect, test } from 'vitest';
import type { WrongService } from '../../src/model/failure.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import type { Protocol } from '../../src/model/subject.ts';
import { imapConversation } from '../../src/probes/conversation/imap.ts';
import { pop3Conversation } from '../../src/probes/conversation/pop3.ts';
import { sieveConversation } from '../../src/probes/conversation/sieve.ts';
import { smtpConversation } from '../../src/probes/conversation/smtp.ts';
import { greeting, offer, securedOffer, starttls, tlsSession } from '../../src/probes/facts/mail.ts';
import { createDialer } from '../../src/transport/dial.ts';
import { createRedactor } from '../../src/transport/redactor.ts';
import { fakeJournal } from '../probes/fake-run.ts';
import { closed, foreign, violates, withheld } from './failures.ts';
import {
  cut,
  drip,
  end,
  flood,
  hear,
  hearAnything,
  known,
  reset,
  type Script,
  say,
  upgrade,
} from './scripted-server.ts';
import { type Attack, networkTo, withstand } from './withstand.ts';

/** What each protocol says on the way to TLS, and the lies that fit it. */
interface Dialect {
  readonly conversation: Parameters<typeof withstand>[1];
  readonly greeting: string;
  /** The command that asks for the capabilities; ManageSieve states them unasked. */
  readonly ask?: string;
  readonly offer: string;
  readonly emptyOffer: string;
  readonly upgrade: string;
  readonly goAhead: string;
  readonly refusal: string;
  /** What an attacker would have taken for the first replies inside TLS. */
  readonly injected: string;
}

const dialects: Readonly<Record<Protocol, Dialect>> = {
  smtp: {
    conversation: smtpConversation,
    greeting: '220 mail.lab.test ESMTP\r\n',
    ask: 'EHLO',
    offer: '250-mail.lab.test\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS\r\n',
    emptyOffer: '250-mail.lab.test\r\n250 AUTH PLAIN LOGIN\r\n',
    upgrade: 'STARTTLS',
    goAhead: '220 go ahead\r\n',
    refusal: '454 4.7.0 not now\r\n',
    injected: '250-mail.lab.test\r\n250 AUTH LOGIN\r\n235 welcome\r\n',
  },
  imap: {
    conversation: imapConversation,
    greeting: '* OK mail.lab.test\r\n',
    ask: 'CAPABILITY',
    offer: '* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\r\n%tag OK done\r\n',
    emptyOffer: '* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n%tag OK done\r\n',
    upgrade: 'STARTTLS',
    goAhead: '%tag OK go ahead\r\n',
    refusal: '%tag NO not now\r\n',
    injected: '* CAPABILITY IMAP4rev1 AUTH=LOGIN\r\nM1 OK done\r\n',
  },
  pop3: {
    conversation: pop3Conversation,
    greeting: '+OK mail.lab.test\r\n',
    ask: 'CAPA',
    offer: '+OK\r\nUSER\r\nSASL PLAIN\r\nSTLS\r\n.\r\n',
    emptyOffer: '+OK\r\nUSER\r\nSASL PLAIN\r\n.\r\n',
    upgrade: 'STLS',
    goAhead: '+OK go ahead\r\n',
    refusal: '-ERR [SYS/TEMP] not now\r\n',
    injected: '+OK\r\nUSER\r\nSASL PLAIN\r\n.\r\n+OK welcome\r\n',
  },
  sieve: {
    conversation: sieveConversation,
    greeting: '"IMPLEMENTATION" "Test"\r\n"SASL" "PLAIN"\r\n"STARTTLS"\r\nOK\r\n',
    offer: '',
    emptyOffer: '"IMPLEMENTATION" "Test"\r\n"SASL" "PLAIN"\r\nOK\r\n',
    upgrade: 'STARTTLS',
    goAhead: 'OK\r\n',
    refusal: 'NO "not now"\r\n',
    injected: '"IMPLEMENTATION" "Evil"\r\n"SASL" "PLAIN"\r\nOK\r\n',
  },
};

const handshakeRecord = Buffer.concat([Buffer.from([0x16, 3, 3, 0x40, 0]), Buffer.alloc(1000)]);
const alert = (description: number) => Buffer.from([0x15, 3, 3, 0, 2, 2, description]);
const soon: Partial<Attack> = { deadlineMs: 60 };

type Case = Omit<Attack, 'security'>;

function casesFor(dialect: Dialect): readonly (Case | Attack)[] {
  const { ask } = dialect;
  const asked: Script = ask === undefined ? [] : [hear(ask)];
  const welcomed: Script = [say(dialect.greeting), ...asked];
  const offered: Script = [...welcomed, say(dialect.offer), hear(dialect.upgrade)];
  const goAhead: Script = [...offered, say(dialect.goAhead), hearAnything];
  const inside: Script = [...offered, say(dialect.goAhead), upgrade()];
  const afterTls: Script = [...inside, ...asked];
  const line = dialect.greeting.split('\r\n')[0] as string;
  const answers = (text: string, service: WrongService): Case => ({
    name: `PR22 ${service} answers`,
    script: [say(text)],
    ends: [greeting, foreign(service)],
  });
  return [
    {
      name: 'PR01 a line that never ends',
      script: [say(line), flood('x')],
      ends: [greeting, violates('line-too-long', 'greeting')],
    },
    {
      name: 'PR13 NUL in the greeting',
      script: [say(`${line}\0x\r\n`)],
      ends: [greeting, violates('malformed-reply', 'greeting')],
    },
    {
      name: 'PR13 a bare CR in the greeting',
      script: [say(`${line}\rx\r\n`)],
      ends: [greeting, violates('malformed-reply', 'greeting')],
    },
    {
      name: 'PR13 control bytes alone',
      script: [say('\x01\x02\x1b[2J\x7f\x9b\r\n')],
      ends: [greeting, violates('malformed-reply', 'greeting')],
    },
    {
      name: 'PR13 lines that end in CR only',
      script: [say(dialect.greeting.replaceAll('\n', ''))],
      ends: [greeting, { kind: 'timeout', stage: 'greeting' }],
      ...soon,
    },
    {
      name: 'PR04 a mute server',
      script: [],
      ends: [greeting, { kind: 'timeout', stage: 'greeting', afterMs: 60 }],
      ...soon,
    },
    {
      name: 'PR03 a greeting that drips',
      script: [drip(line)],
      ends: [greeting, { kind: 'timeout', stage: 'greeting', afterMs: 60 }],
      ...soon,
    },
    { name: 'a close instead of a greeting', script: [end], ends: [greeting, closed('greeting')] },
    {
      name: 'a reset instead of a greeting',
      script: [known, reset],
      ends: [greeting, { kind: 'reset', stage: 'greeting' }],
    },
    answers('HTTP/1.1 408 Request Timeout\r\n', 'http'),
    answers('SSH-2.0-OpenSSH_9.9\r\n', 'ssh'),
    answers('220 (vsFTPd 3.0.5)\r\n', 'ftp'),
    {
      name: 'PR22 a TLS record on a plain port',
      script: [say(alert(80)), end],
      ends: [greeting, foreign('tls')],
    },
    ...(ask === undefined
      ? []
      : [
          {
            name: 'a close instead of capabilities',
            script: [...welcomed, end],
            ends: [offer, closed('capabilities')],
          } as Case,
          {
            name: 'a reset instead of capabilities',
            script: [...welcomed, reset],
            ends: [offer, { kind: 'reset', stage: 'capabilities' }],
          } as Case,
          {
            name: 'PR04 silence instead of capabilities',
            script: welcomed,
            ends: [offer, { kind: 'timeout', stage: 'capabilities' }],
            ...soon,
          } as Case,
        ]),
    {
      name: 'ST17 no STARTTLS among the capabilities',
      script: ask === undefined ? [say(dialect.emptyOffer)] : [...welcomed, say(dialect.emptyOffer)],
      ends: [starttls, withheld('starttls-not-offered', 'starttls')],
    },
    {
      name: 'ST13-ST15 STARTTLS refused',
      script: [...offered, say(dialect.refusal)],
      ends: [starttls, { kind: 'rejected', stage: 'starttls' }],
    },
    {
      name: 'a close instead of the go-ahead',
      script: [...offered, end],
      ends: [starttls, closed('starttls')],
    },
    {
      name: 'PR04 silence instead of the go-ahead',
      script: offered,
      ends: [starttls, { kind: 'timeout', stage: 'starttls' }],
      ...soon,
    },
    {
      name: 'ST10 ST11 the go-ahead ahead of the command',
      script: [...welcomed, say(dialect.offer + dialect.goAhead.replace('%tag', 'M1'))],
      ends: [starttls, violates('unsolicited-reply', 'starttls')],
    },
    {
      name: 'ST01-ST04 ST08 replies in the packet of the go-ahead',
      script: [...offered, say(dialect.goAhead + dialect.injected)],
      ends: [tlsSession, violates('starttls-injection', 'tls')],
    },
    {
      name: 'ST05 ST06 half a reply in the packet of the go-ahead',
      script: [...offered, say(`${dialect.goAhead}2`)],
      ends: [tlsSession, violates('starttls-injection', 'tls')],
    },
    {
      name: 'ST07 ST16 replies instead of the handshake',
      script: [...goAhead, say(dialect.injected)],
      ends: [tlsSession, { kind: 'tls', reason: 'not-tls' }],
    },
    {
      name: 'PR05 silence instead of the handshake',
      script: goAhead,
      ends: [tlsSession, { kind: 'timeout', stage: 'tls', afterMs: 60 }],
      ...soon,
    },
    {
      name: 'PR05 a handshake that drips',
      script: [...goAhead, drip(handshakeRecord)],
      ends: [tlsSession, { kind: 'timeout', stage: 'tls', afterMs: 60 }],
      ...soon,
    },
    {
      name: 'a close instead of the handshake',
      script: [...goAhead, end],
      ends: [tlsSession, { kind: 'tls', reason: 'closed' }],
    },
    {
      name: 'a reset instead of the handshake',
      script: [...goAhead, reset],
      ends: [tlsSession, { kind: 'tls', reason: 'closed' }],
    },
    {
      name: 'a TLS alert instead of the handshake',
      script: [...goAhead, say(alert(80))],
      ends: [tlsSession, { kind: 'tls', reason: 'alert' }],
    },
    {
      name: 'PR04 silence after the handshake',
      script: afterTls,
      ends: [securedOffer, { kind: 'timeout', stage: 'capabilities', afterMs: 60 }],
      ...soon,
    },
    {
      name: 'PR23 a reply cut off beneath TLS',
      script: [...afterTls, say(dialect.emptyOffer.slice(0, 5)), cut],
      ends: [securedOffer, violates('truncated', 'capabilities')],
    },
    {
      name: 'PR23 a reply cut off beneath TLS 1.2',
      script: [
        ...offered,
        say(dialect.goAhead),
        upgrade(undefined, { maxVersion: 'TLSv1.2' }),
        ...asked,
        say(dialect.emptyOffer.slice(0, 5)),
        cut,
      ],
      ends: [securedOffer, violates('truncated', 'capabilities')],
    },
    {
      name: 'a close after the handshake',
      script: [...afterTls, end],
      ends: [securedOffer, closed('capabilities')],
    },
    {
      name: 'a reset after the handshake',
      script: [...afterTls, reset],
      ends: [securedOffer, { kind: 'reset', stage: 'capabilities' }],
    },
    {
      name: 'PR01 a line that never ends inside TLS',
      script: [...afterTls, flood('x')],
      ends: [securedOffer, violates('line-too-long', 'capabilities')],
    },
    {
      name: 'PR22 plain text at a port for TLS',
      security: 'tls',
      script: [hearAnything, say(dialect.greeting)],
      ends: [tlsSession, { kind: 'tls', reason: 'not-tls', received: dialect.greeting.trimEnd() }],
    },
  ];
}

describe.each(Object.entries(dialects) as [Protocol, Dialect][])('%s withstands', (protocol, dialect) => {
  test.each(casesFor(dialect))('$name', async (attack) => {
    const { server } = await withstand(protocol, dialect.conversation, { security: 'starttls', ...attack });
    expect(server.clear).not.toMatch(/MAIL FROM|LIST|STAT/);
  });
});

test('PR04 a host that drops every packet is given up at the deadline', async () => {
  const network = { ...networkTo({ port: 1 }), route: () => ({ to: 'nowhere', how: 'silent' }) as const };
  const dialer = createDialer({ network, limits: { ...defaultLimits, connectMs: 60 }, redactor: createRedactor() });
  const { signal } = new AbortController();
  const attempt = dialer.connect({ host: 'a.test', ip: '192.0.2.1', port: 993, journal: fakeJournal(), signal });
  await expect(attempt).rejects.toMatchObject({ failure: { kind: 'timeout', stage: 'connect', afterMs: 60 } });
});
