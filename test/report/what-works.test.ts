import { describe, expect, test } from 'vitest';
import type { Observation } from '../../src/model/evidence.ts';
import type { Finding, Severity } from '../../src/model/finding.ts';
import { host } from '../../src/model/subject.ts';
import { whatWorks } from '../../src/report/what-works.ts';
import { endpointOf, findingOf } from '../evidence.ts';
import { imaps, reportOf, seenAt } from './reports.ts';

const imap6 = endpointOf('imap', 993, 'tls', 'mail.example.org', '2001:db8::10');
const submission = endpointOf('smtp', 587, 'starttls');
const tls = (at = imaps, verified: unknown = true) =>
  seenAt('tls/session', at, [], { status: 'observed', value: { verified } });
const facts = (at: typeof imaps, ...names: readonly string[]): Observation[] => names.map((name) => seenAt(name, at));

const works = (evidence: readonly Observation[], findings: readonly Finding[] = []) =>
  whatWorks(reportOf({ evidence, findings })).map(({ protocol, server, ticks }) =>
    [protocol, server, ...ticks].join(' '),
  );

test.each<[string, readonly Observation[], readonly string[]]>([
  ['nothing was seen', [], []],
  ['it only greets', facts(imaps, 'mail/greeting'), []],
  ['TLS works and it does not greet', [tls()], []],
  ['it greets and TLS works', [...facts(imaps, 'mail/greeting'), tls()], ['imap mail.example.org:993 TLS']],
  [
    'the certificate is not verified',
    [...facts(imaps, 'mail/greeting'), tls(imaps, false)],
    ['imap mail.example.org:993 TLS (not verified)'],
  ],
  [
    'nobody knows whether it is',
    [...facts(imaps, 'mail/greeting'), seenAt('tls/session', imaps, [], { status: 'observed', value: null })],
    ['imap mail.example.org:993 TLS (not verified)'],
  ],
  [
    'everything works, in the order of a conversation',
    [...facts(imaps, 'imap/folders', 'auth/login', 'mail/greeting', 'net/connect'), tls()],
    ['imap mail.example.org:993 TLS, login, folders'.replaceAll(',', '')],
  ],
  [
    'a test message was taken',
    [...facts(submission, 'mail/greeting', 'auth/login', 'smtp/envelope', 'smtp/delivery'), tls(submission)],
    ['smtp mail.example.org:587 TLS login envelope test message'],
  ],
  ['STARTTLS was not reached', facts(submission, 'mail/greeting', 'mail/capabilities'), []],
  [
    'there is no TLS and none was asked for',
    facts(endpointOf('pop3', 110, 'none'), 'mail/greeting', 'pop3/maildrop'),
    ['pop3 mail.example.org:110 maildrop'],
  ],
  [
    'two addresses share what was seen',
    [...facts(imaps, 'mail/greeting', 'auth/login'), tls(), ...facts(imap6, 'mail/greeting'), tls(imap6)],
    ['imap mail.example.org:993 TLS login'],
  ],
  [
    'one of two addresses shows a bad certificate',
    [...facts(imaps, 'mail/greeting'), tls(), ...facts(imap6, 'mail/greeting'), tls(imap6, false)],
    ['imap mail.example.org:993 TLS (not verified)'],
  ],
  [
    'several work, in the order of protocol and server',
    [submission, imaps, endpointOf('imap', 143, 'starttls')].flatMap((at) => [...facts(at, 'mail/greeting'), tls(at)]),
    ['imap mail.example.org:143 TLS', 'imap mail.example.org:993 TLS', 'smtp mail.example.org:587 TLS'],
  ],
  [
    'the login failed',
    [
      ...facts(imaps, 'mail/greeting'),
      tls(),
      seenAt('auth/login', imaps, [], { status: 'failed', failure: { kind: 'closed', stage: 'auth' } }),
    ],
    ['imap mail.example.org:993 TLS'],
  ],
])('%s', (_, evidence, expected) => {
  expect(works(evidence)).toEqual(expected);
});

describe('a finding', () => {
  const evidence = [...facts(imaps, 'mail/greeting'), tls(), ...facts(submission, 'mail/greeting'), tls(submission)];
  test.each<[Severity, boolean]>([
    ['critical', false],
    ['error', false],
    ['warning', false],
    ['notice', true],
  ])('that is a %s leaves its service among what works: %s', (severity, stays) => {
    const found = works(evidence, [{ ...findingOf('tls/old-version', imaps), severity }]);
    expect(found).toEqual([...(stays ? ['imap mail.example.org:993 TLS'] : []), 'smtp mail.example.org:587 TLS']);
  });

  test('about one address counts for the service, and one about the host does not', () => {
    expect(works(evidence, [findingOf('net/timeout', imap6)])).toEqual(['smtp mail.example.org:587 TLS']);
    expect(works(evidence, [findingOf('net/ipv6-broken', host('mail.example.org'))])).toHaveLength(2);
  });
});
