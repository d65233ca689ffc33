import { describe, expect, test } from 'vitest';
import { type Fact, observationId } from '../../src/model/evidence.ts';
import type { Stage } from '../../src/model/failure.ts';
import type { Endpoint } from '../../src/model/subject.ts';
import {
  connect,
  delivery,
  envelope,
  folders,
  greeting,
  login,
  maildrop,
  offer,
  otherMode,
  securedOffer,
  starttls,
  tlsSession,
} from '../../src/probes/facts/mail.ts';
import dropped from '../../src/rules/net/dropped.ts';
import { endpointOf, failed, findingsOf, observed, replyOf, saidBy, viewOf } from '../evidence.ts';
import { named, onlyPop3 } from './tls-evidence.ts';

const imaps = endpointOf('imap', 993, 'tls');
const imap = endpointOf('imap', 143, 'starttls');
const elsewhere = observed(connect, { ...imaps, ip: '192.0.2.11' }, { ms: 3 });
const opening = [
  [greeting, 'greeting'],
  [offer, 'capabilities'],
  [starttls, 'starttls'],
  [tlsSession, 'tls'],
] as const;
const inside = [
  [securedOffer, 'capabilities'],
  [login, 'auth'],
  [envelope, 'rcpt'],
  [delivery, 'data'],
  [folders, 'folders'],
  [maildrop, 'mailbox'],
] as const;
const closed = (fact: Fact<unknown, 'endpoint'>, stage: Stage, at: Endpoint = imaps) =>
  failed(fact, at, { kind: 'closed', stage });

describe('net/dropped', () => {
  test.each([...opening, ...inside])('quotes the very stage that ended: %o', (fact, stage) => {
    const [finding, ...more] = findingsOf(dropped, viewOf([closed(fact, stage)], named(imaps)));
    expect(finding).toMatchObject({
      message: 'ended',
      severity: 'error',
      args: { host: 'mail.example.org', ip: '192.0.2.10', port: 993, protocol: 'imap', stage },
      evidence: [observationId(fact, imaps)],
    });
    expect(more).toEqual([]);
  });

  test('tells a connection that was reset, and one that fell silent', () => {
    const reset = failed(login, imaps, { kind: 'reset', stage: 'auth' });
    const mute = failed(login, imaps, { kind: 'timeout', stage: 'auth', afterMs: 30_000 });
    expect(saidBy(dropped, viewOf([reset]))).toEqual(['ended error']);
    expect(saidBy(dropped, viewOf([mute]))).toEqual(['mute error']);
  });

  test('leaves silence at connecting and at the greeting to rules of their own', () => {
    const view = viewOf(
      [
        failed(connect, imaps, { kind: 'timeout', stage: 'connect', afterMs: 10_000 }),
        failed(greeting, imap, { kind: 'timeout', stage: 'greeting', afterMs: 30_000 }),
      ],
      { servers: [{ protocol: 'imap', host: imaps.host }] },
    );
    expect(findingsOf(dropped, view)).toEqual([]);
  });

  test.each(opening)('lets a port that is merely looked at end as it likes: %o', (fact, stage) => {
    expect(findingsOf(dropped, viewOf([closed(fact, stage)], onlyPop3))).toEqual([]);
  });

  test.each(inside)('lets down whoever gets inside, wanted or not: %o', (fact, stage) => {
    expect(saidBy(dropped, viewOf([closed(fact, stage)], onlyPop3))).toEqual(['ended error']);
  });

  test('is a warning when the connection is cut at once, and another address of the service takes it', () => {
    const cut = failed(connect, imaps, { kind: 'reset', stage: 'connect' });
    expect(saidBy(dropped, viewOf([cut, elsewhere], named(imaps)))).toEqual(['ended warning']);
    expect(saidBy(dropped, viewOf([cut], named(imaps)))).toEqual(['ended error']);
  });

  test('stays an error when it ends later, whatever another address does', () => {
    expect(saidBy(dropped, viewOf([closed(login, 'auth'), elsewhere], named(imaps)))).toEqual(['ended error']);
  });

  test('is silent when the other TLS mode works on the port', () => {
    const works = observed(otherMode, imaps, { security: 'starttls', works: true, saw: '* OK' });
    expect(findingsOf(dropped, viewOf([closed(tlsSession, 'tls'), works], named(imaps)))).toEqual([]);
    const fails = observed(otherMode, imaps, { security: 'starttls', works: false, saw: 'closed' });
    expect(findingsOf(dropped, viewOf([closed(tlsSession, 'tls'), fails], named(imaps)))).toHaveLength(1);
  });

  test('is silent on a server that says no', () => {
    const no = failed(login, imaps, { kind: 'rejected', stage: 'auth', reply: replyOf('imap', 'NO', 'no') });
    expect(findingsOf(dropped, viewOf([no], named(imaps)))).toEqual([]);
  });
});
