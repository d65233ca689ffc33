import { describe, expect, test } from 'vitest';
import type { Fact } from '../../src/model/evidence.ts';
import type { Endpoint } from '../../src/model/subject.ts';
import { type Offer, offer, otherMode, starttls, tlsSession } from '../../src/probes/facts/mail.ts';
import injection from '../../src/rules/tls/starttls-injection.ts';
import notOffered from '../../src/rules/tls/starttls-not-offered.ts';
import refused from '../../src/rules/tls/starttls-refused.ts';
import stripped from '../../src/rules/tls/starttls-stripped.ts';
import { endpointOf, failed, findingsOf, observed, replyOf, saidBy, viewOf } from '../evidence.ts';
import { host, isExchanger, named, onlyPop3, relay, submission } from './tls-evidence.ts';

const withheld = (at: Endpoint) =>
  failed(starttls, at, { kind: 'withheld', stage: 'starttls', reason: 'starttls-not-offered' });
const offers = (at: Endpoint, differs: Partial<Offer> = {}) =>
  observed(offer, at, { keywords: [], mechanisms: [], plainLogin: false, starttls: false, mangled: [], ...differs });
const six = { ...submission, ip: '2001:db8::10' };

describe('tls/starttls-not-offered', () => {
  test('fires at a port that was named', () => {
    expect(findingsOf(notOffered, viewOf([offers(submission), withheld(submission)], named(submission)))).toMatchObject(
      [{ message: 'missing', severity: 'error', args: { host, port: 587, protocol: 'smtp' } }],
    );
  });

  test('is a warning between mail servers: mail goes on, readable on the way', () => {
    expect(saidBy(notOffered, viewOf([isExchanger, offers(relay), withheld(relay)]))).toEqual(['missing warning']);
  });

  test('is silent at a port that is merely looked at', () => {
    expect(findingsOf(notOffered, viewOf([offers(submission), withheld(submission)], onlyPop3))).toEqual([]);
  });

  test('is silent when the port speaks TLS from the start', () => {
    const works = observed(otherMode, submission, { security: 'tls', works: true, saw: 'TLSv1.3' });
    expect(
      findingsOf(notOffered, viewOf([offers(submission), withheld(submission), works], named(submission))),
    ).toEqual([]);
  });

  test('leaves what was taken out on the way to its own rule', () => {
    const view = viewOf([offers(submission, { mangled: ['250-XXXXXXXA'] }), withheld(submission)], named(submission));
    expect(findingsOf(notOffered, view)).toEqual([]);
  });

  test('is silent on a STARTTLS that was offered and then failed', () => {
    const closed = failed(starttls, submission, { kind: 'closed', stage: 'starttls' });
    expect(findingsOf(notOffered, viewOf([closed], named(submission)))).toEqual([]);
  });
});

describe('tls/starttls-stripped', () => {
  test('quotes the line that was overwritten, and holds what did not take place for its evidence', () => {
    const view = viewOf([offers(submission, { mangled: ['250-XXXXXXXA'] }), withheld(submission)]);
    expect(findingsOf(stripped, view)).toMatchObject([
      {
        message: 'stripped',
        severity: 'critical',
        args: { host, port: 587, sign: 'a line is overwritten: 250-XXXXXXXA' },
        evidence: [offers(submission).id, withheld(submission).id],
      },
    ]);
  });

  test('fires when the same service offers it at another address', () => {
    const view = viewOf([offers(submission), offers(six, { starttls: true })]);
    expect(findingsOf(stripped, view)).toMatchObject([
      { args: { sign: 'the same service offers it at 2001:db8::10' }, subject: submission },
    ]);
  });

  test.each([
    ['it is offered', [offers(submission, { starttls: true, mangled: ['250-XXXXXXXA'] })]],
    ['it is missing, and nothing is overwritten', [offers(submission)]],
    ['it is missing at both addresses', [offers(submission), offers(six)]],
    ['another port offers it', [offers(submission), offers(relay, { starttls: true })]],
    [
      'another host offers it',
      [offers(submission), offers(endpointOf('smtp', 587, 'starttls', 'smtp.example.org'), { starttls: true })],
    ],
  ])('is silent when %s', (_, observations) => {
    expect(findingsOf(stripped, viewOf(observations))).toEqual([]);
  });
});

describe('tls/starttls-refused', () => {
  const no = failed(starttls, submission, {
    kind: 'rejected',
    stage: 'starttls',
    reply: replyOf('smtp', '454', 'TLS not available due to temporary reason', { enhanced: '4.7.0' }),
  });

  test('quotes the reply and says what it means', () => {
    expect(findingsOf(refused, viewOf([no], named(submission)))).toMatchObject([
      {
        message: 'refused',
        severity: 'error',
        args: {
          host,
          port: 587,
          reply: '454 4.7.0 TLS not available due to temporary reason',
          meaning: 'starttls-unavailable',
        },
      },
    ]);
  });

  test('is silent at a port that is merely looked at, and where it was not offered', () => {
    expect(findingsOf(refused, viewOf([no], onlyPop3))).toEqual([]);
    expect(findingsOf(refused, viewOf([withheld(submission)], named(submission)))).toEqual([]);
  });
});

describe('tls/starttls-injection', () => {
  const early: readonly (readonly [string, Fact<unknown, 'endpoint'>])[] = [
    ['the go-ahead', starttls],
    ['the handshake', tlsSession],
  ];
  test.each(early)('is critical wherever something comes too early: at %s', (_, fact) => {
    const seen = failed(fact, submission, { kind: 'violation', stage: 'starttls', violation: 'starttls-injection' });
    expect(findingsOf(injection, viewOf([seen], onlyPop3))).toMatchObject([
      { message: 'injected', severity: 'critical', args: { host, port: 587 } },
    ]);
  });

  test('is silent on other breaches', () => {
    const other = failed(starttls, submission, { kind: 'violation', stage: 'starttls', violation: 'malformed-reply' });
    expect(findingsOf(injection, viewOf([other]))).toEqual([]);
  });
});
