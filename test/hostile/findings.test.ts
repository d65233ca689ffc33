import { expect, test } from 'vitest';
import { judge } from '../../src/judge.ts';
import type { Protocol, Security } from '../../src/model/subject.ts';
import { runAgainst } from './real-run.ts';
import { begun, challenge, scramFirst, wires } from './sasl-wires.ts';
import { authority, flood, hear, hostName, type Script, say, upgrade } from './scripted-server.ts';

const { imap, smtp, pop3 } = wires;
const names = [hostName];
const past = { notBefore: new Date(0), notAfter: new Date(Date.now() - 86_400_000) };
const [greets, asked, offers] = imap.offering('PLAIN') as [Script[0], Script[0], Script[0]];

type Row = readonly [name: string, Protocol, Security, Script, finding: string];
const rows: readonly Row[] = [
  [
    'ST02 replies in the packet of the go-ahead',
    'imap',
    'starttls',
    [say('* OK [CAPABILITY IMAP4rev1 STARTTLS] x\r\n'), hear('STARTTLS'), say('%tag OK go\r\n* CAPABILITY X\r\n')],
    'tls/starttls-injection',
  ],
  ['ST11 an answer ahead of its command', 'pop3', 'starttls', [say('+OK\r\n+OK\r\n')], 'mail/violation'],
  [
    'ST13 STARTTLS refused',
    'smtp',
    'starttls',
    [say('220 x\r\n'), hear('EHLO'), say('250-x\r\n250 STARTTLS\r\n'), hear('STARTTLS'), say('454 later\r\n')],
    'tls/starttls-refused',
  ],
  [
    'ST17 STARTTLS not offered, logins are',
    'smtp',
    'starttls',
    [say('220 x\r\n'), hear('EHLO'), say('250-x\r\n250 AUTH PLAIN\r\n')],
    'tls/starttls-not-offered',
  ],
  ['ST21 PREAUTH in plain text', 'imap', 'starttls', [say('* PREAUTH x\r\n')], 'mail/violation'],
  [
    'ST22 PREAUTH inside TLS',
    'imap',
    'tls',
    [upgrade(), say('* PREAUTH [CAPABILITY IMAP4rev1] x\r\n')],
    'auth/preauthenticated',
  ],
  ['ST30 a greeting that sends away', 'smtp', 'starttls', [say('554 no\r\n')], 'mail/greeting-refused'],
  [
    'AU02 no mechanism in common',
    'pop3',
    'tls',
    [upgrade(), ...pop3.offering('NTLM', 'GSSAPI')],
    'auth/no-common-mechanism',
  ],
  [
    'AU04 SCRAM with 2^31 iterations',
    'smtp',
    'tls',
    [...begun(smtp, 'SCRAM-SHA-256'), scramFirst(smtp, (own) => `r=${own}x,s=c2FsdA==,i=2147483647`)],
    'mail/violation',
  ],
  [
    'AU07 a login accepted without the proof of SCRAM',
    'imap',
    'tls',
    [
      ...begun(imap, 'SCRAM-SHA-1'),
      scramFirst(imap, (own) => `r=${own}x,s=c2FsdA==,i=4096`),
      hear(/./),
      say(imap.accept),
    ],
    'auth/unproved',
  ],
  [
    'AU14 a login accepted before the password',
    'pop3',
    'tls',
    [...begun(pop3, 'LOGIN'), challenge(pop3, 'Username:'), hear(/./), say(pop3.accept)],
    'auth/unproved',
  ],
  ['PR01 a line without end', 'imap', 'tls', [upgrade(), flood('x')], 'mail/violation'],
  ['PR22 another service', 'smtp', 'starttls', [say('SSH-2.0-OpenSSH_9.9\r\n')], 'mail/wrong-service'],
  [
    'TL01 an expired certificate',
    'imap',
    'tls',
    [upgrade(authority.issue({ names, ...past })), greets, asked, offers],
    'tls/certificate-expired',
  ],
  [
    'TL02 a certificate signed by itself',
    'imap',
    'tls',
    [upgrade(authority.issue({ names, selfSigned: true })), greets, asked, offers],
    'tls/certificate-untrusted',
  ],
  [
    'TL03 a certificate for another name',
    'imap',
    'tls',
    [upgrade(authority.issue({ names: ['*.test'] })), greets, asked, offers],
    'tls/certificate-name-mismatch',
  ],
  [
    'TL07 a certificate signed over SHA-1',
    'imap',
    'tls',
    [upgrade(authority.issue({ names, sha1: true })), greets, asked, offers],
    'tls/weak-key',
  ],
];

test.each(rows)('%s is found, and nothing is called healthy', async (_, protocol, security, script, finding) => {
  const { evidence, server } = await runAgainst(protocol, security, script);
  expect(server.surprises).toEqual([]);
  const report = judge(evidence);
  expect(report.crashes).toEqual([]);
  expect(report.findings.map(({ rule }) => rule)).toContain(finding);
  expect(report.verdict).not.toBe('healthy');
  expect(report.evidence.some(({ fact, outcome }) => fact === 'auth/login' && outcome.status === 'observed')).toBe(
    false,
  );
});
