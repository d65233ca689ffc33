import { describe, expect, test } from 'vitest';
import { observationId } from '../../src/model/evidence.ts';
import type { Violation } from '../../src/model/failure.ts';
import type { Endpoint } from '../../src/model/subject.ts';
import { greeting, login, offer, otherMode, securedOffer } from '../../src/probes/facts/mail.ts';
import greetingMissing from '../../src/rules/mail/greeting-missing.ts';
import greetingRefused from '../../src/rules/mail/greeting-refused.ts';
import violation from '../../src/rules/mail/violation.ts';
import wrongService from '../../src/rules/mail/wrong-service.ts';
import { endpointOf, failed, findingsOf, observed, replyOf, saidBy, viewOf } from '../evidence.ts';
import { isExchanger, named, onlyPop3 } from './tls-evidence.ts';

const host = 'mail.example.org';
const imap = endpointOf('imap', 143, 'starttls');
const exchanger = endpointOf('smtp', 25, 'starttls');
const submission = endpointOf('smtp', 587, 'starttls');
const otherWorks = (works: boolean) => observed(otherMode, imap, { security: 'tls', works, saw: 'TLSv1.3' });

describe('mail/greeting-missing', () => {
  const mute = failed(greeting, imap, { kind: 'timeout', stage: 'greeting', afterMs: 30_000 });

  test('says how long nothing was said', () => {
    expect(findingsOf(greetingMissing, viewOf([mute], named(imap)))).toMatchObject([
      { message: 'silent', severity: 'error', args: { host, port: 143, protocol: 'imap', seconds: 30 } },
    ]);
  });

  test('is silent when TLS from the start works there, and fires when that fails too', () => {
    expect(findingsOf(greetingMissing, viewOf([mute, otherWorks(true)], named(imap)))).toEqual([]);
    expect(findingsOf(greetingMissing, viewOf([mute, otherWorks(false)], named(imap)))).toHaveLength(1);
  });

  test('is silent at a port that is merely looked at, and on a connection that was closed', () => {
    expect(findingsOf(greetingMissing, viewOf([mute], onlyPop3))).toEqual([]);
    const closed = failed(greeting, imap, { kind: 'closed', stage: 'greeting' });
    expect(findingsOf(greetingMissing, viewOf([closed], named(imap)))).toEqual([]);
  });
});

describe('mail/wrong-service', () => {
  const ssh = failed(greeting, imap, {
    kind: 'wrong-service',
    stage: 'greeting',
    service: 'ssh',
    received: 'SSH-2.0-OpenSSH_9.2',
  });

  test('quotes what answers, and says what was expected', () => {
    expect(findingsOf(wrongService, viewOf([ssh], named(imap)))).toMatchObject([
      {
        message: 'other',
        severity: 'error',
        args: { host, port: 143, expected: 'imap', service: 'ssh', received: 'SSH-2.0-OpenSSH_9.2' },
      },
    ]);
  });

  test('is silent at a port that is merely looked at, and where the other TLS mode works', () => {
    expect(findingsOf(wrongService, viewOf([ssh], onlyPop3))).toEqual([]);
    expect(findingsOf(wrongService, viewOf([ssh, otherWorks(true)], named(imap)))).toEqual([]);
  });
});

describe('mail/greeting-refused', () => {
  const refused = (at: Endpoint, status: string, text: string, more = {}) =>
    failed(greeting, at, { kind: 'rejected', stage: 'greeting', reply: replyOf(at.protocol, status, text, more) });
  const full = refused(imap, 'BYE', 'Too many simultaneous connections', { code: 'LIMIT' });
  const listed = (at: Endpoint) => refused(at, '554', '5.7.1 Client host blocked using zen.spamhaus.org');

  test('quotes the reply and says what it means', () => {
    expect(findingsOf(greetingRefused, viewOf([full], named(imap)))).toMatchObject([
      {
        message: 'refused',
        severity: 'error',
        args: {
          host,
          port: 143,
          protocol: 'imap',
          reply: 'BYE [LIMIT] Too many simultaneous connections',
          meaning: 'too-many-connections',
        },
      },
    ]);
  });

  test.each([
    ['before TLS', offer],
    ['inside TLS', securedOffer],
  ])('fires when EHLO is refused %s', (_, fact) => {
    const reply = replyOf('smtp', '421', 'Too many connections from your address', { enhanced: '4.7.0' });
    const view = viewOf(
      [failed(fact, submission, { kind: 'rejected', stage: 'capabilities', reply })],
      named(submission),
    );
    expect(findingsOf(greetingRefused, view)[0]?.args.meaning).toBe('too-many-connections');
  });

  test('is a notice where the exchanger minds the network that mailcheck runs in', () => {
    expect(saidBy(greetingRefused, viewOf([isExchanger, listed(exchanger)]))).toEqual(['here notice']);
  });

  test('stays an error where that port was named, and at a submission port', () => {
    expect(saidBy(greetingRefused, viewOf([isExchanger, listed(exchanger)], named(exchanger)))).toEqual([
      'refused error',
    ]);
    expect(saidBy(greetingRefused, viewOf([isExchanger, listed(submission)], named(submission)))).toEqual([
      'refused error',
    ]);
  });

  test('stays an error where the exchanger has trouble of its own', () => {
    const trouble = refused(exchanger, '421', '4.3.2 Service shutting down');
    expect(saidBy(greetingRefused, viewOf([isExchanger, trouble]))).toEqual(['refused error']);
  });

  test('is silent at a port that is merely looked at', () => {
    expect(findingsOf(greetingRefused, viewOf([full], onlyPop3))).toEqual([]);
  });
});

describe('mail/violation', () => {
  const breach = (one: Violation, received?: string) =>
    failed(greeting, imap, {
      kind: 'violation',
      stage: 'greeting',
      violation: one,
      ...(received === undefined ? {} : { received }),
    });

  test('names the breach and its stage, and quotes what came', () => {
    expect(findingsOf(violation, viewOf([breach('malformed-reply', 'hello')], named(imap)))).toMatchObject([
      {
        message: 'broke',
        severity: 'error',
        args: { host, port: 143, stage: 'greeting', violation: 'malformed-reply', received: 'hello' },
        evidence: [observationId(greeting, imap)],
      },
    ]);
  });

  test('reports each stage that was broken', () => {
    const later = failed(login, imap, { kind: 'violation', stage: 'auth', violation: 'sasl-challenge' });
    const view = viewOf([breach('line-too-long'), later], named(imap));
    expect(findingsOf(violation, view).map(({ args }) => args.stage)).toEqual(['greeting', 'auth']);
  });

  test.each(['starttls-injection', 'sasl-server-not-proved', 'accepted-without-proof'] as const)(
    'leaves %s to a rule of its own',
    (one) => {
      expect(findingsOf(violation, viewOf([breach(one)], named(imap)))).toEqual([]);
    },
  );

  test('lets what babbles at a port that is merely looked at babble', () => {
    for (const one of ['malformed-reply', 'line-too-long', 'reply-too-long'] as const) {
      expect(findingsOf(violation, viewOf([breach(one)], onlyPop3)), one).toEqual([]);
    }
  });

  test('minds an attempt to pass a session off as logged in, wherever it is made', () => {
    expect(saidBy(violation, viewOf([breach('preauth-before-tls')], onlyPop3))).toEqual(['broke error']);
  });
});
