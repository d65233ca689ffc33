import { describe, expect, test } from 'vitest';
import { type Endpoint, host } from '../../src/model/subject.ts';
import type { Target } from '../../src/model/target.ts';
import { mailExchangers } from '../../src/probes/facts/dns.ts';
import { connect, greeting, starttls, tlsSession } from '../../src/probes/facts/mail.ts';
import { exchangersOf, isServed, wanted, wantedHost } from '../../src/rules/wanted.ts';
import { endpointOf, failed, observed, replyOf, viewOf } from '../evidence.ts';
import { announces, example, exchangers, servfail } from './dns-evidence.ts';
import { named } from './tls-evidence.ts';

const name = 'mail.example.org';
const imaps = endpointOf('imap', 993, 'tls');
const imap = endpointOf('imap', 143, 'starttls');
const pop3s = endpointOf('pop3', 995, 'tls');
const exchanger = endpointOf('smtp', 25, 'starttls');
const submission = endpointOf('smtp', 587, 'starttls');
const greets = (at: Endpoint) => observed(greeting, at, { reply: replyOf(at.protocol, 'OK', 'ready') });
const tried = (at: Endpoint) => observed(connect, at, { ms: 1 });
const imapHere: Partial<Target> = { servers: [{ protocol: 'imap', host: name }] };

describe('a service is wanted', () => {
  test('when it was named with its port, in the mode that was named', () => {
    expect(wanted(imaps, viewOf([], named(imaps)))).toBe(true);
    expect(wanted(imap, viewOf([], named(imaps)))).toBe(false);
    const inMode = (security: 'tls' | 'starttls') =>
      viewOf([], { servers: [{ protocol: 'imap', host: name, port: 993, security }] });
    expect(wanted(imaps, inMode('tls'))).toBe(true);
    expect(wanted(imaps, inMode('starttls'))).toBe(false);
  });

  test('when an MX record names its host, at port 25 alone', () => {
    const view = viewOf([exchangers(name), greets(imaps), greets(submission)], imapHere);
    expect([exchanger, submission, imaps].map((at) => wanted(at, view))).toEqual([true, false, false]);
  });

  test('when an SRV record announces it, at that port and protocol', () => {
    const view = viewOf([announces(name)]);
    expect([imaps, imap, pop3s].map((at) => wanted(at, view))).toEqual([true, false, true]);
    expect(wanted(imaps, viewOf([announces(name, '_submissions')], { protocols: ['smtp'] }))).toBe(false);
  });

  test('when it is one of the usual ports of a server that was named without one, and none of them serves', () => {
    expect([imaps, imap, pop3s].map((at) => wanted(at, viewOf([], imapHere)))).toEqual([true, true, false]);
    expect([imaps, imap].map((at) => wanted(at, viewOf([greets(imap)], imapHere)))).toEqual([false, false]);
  });

  test('when it was guessed, and mail can be fetched in no other way', () => {
    const guessed = [tried(imaps), tried(pop3s)];
    expect([imaps, pop3s].map((at) => wanted(at, viewOf(guessed)))).toEqual([true, true]);
    expect([imaps, pop3s].map((at) => wanted(at, viewOf([...guessed, greets(imaps)])))).toEqual([false, false]);
    expect([submission, exchanger].map((at) => wanted(at, viewOf([...guessed, greets(imaps)])))).toEqual([true, false]);
  });

  test('not when its protocol was not asked for', () => {
    expect(wanted(submission, viewOf([], { protocols: ['imap'] }))).toBe(false);
  });
});

describe('a protocol is served', () => {
  test('when a login port greets', () => {
    expect(isServed(name, 'imap', viewOf([greets(imaps)]))).toBe(true);
    expect(isServed(name, 'pop3', viewOf([greets(imaps)]))).toBe(false);
    expect(isServed('imap.example.org', 'imap', viewOf([greets(imaps)]))).toBe(false);
  });

  test('not by port 25, where nobody logs in', () => {
    expect(isServed(name, 'smtp', viewOf([greets(exchanger)]))).toBe(false);
  });

  test('not by a port whose TLS fails', () => {
    const noTls = failed(tlsSession, imap, { kind: 'tls', stage: 'tls', reason: 'version', code: 'X' });
    const none = failed(starttls, imap, { kind: 'withheld', stage: 'starttls', reason: 'starttls-not-offered' });
    for (const one of [noTls, none]) expect(isServed(name, 'imap', viewOf([greets(imap), one]))).toBe(false);
  });
});

describe('a host is wanted', () => {
  test('when it was named, or a record names it', () => {
    expect(wantedHost(host(name), viewOf([], imapHere))).toBe(true);
    expect(wantedHost(host(name), viewOf([exchangers('mx.example.org', name)]))).toBe(true);
    expect(wantedHost(host(name), viewOf([announces(name)]))).toBe(true);
    expect(wantedHost(host('other.example.org'), viewOf([exchangers(name), announces(name)], imapHere))).toBe(false);
  });

  test('by its MX records best first, and by none when they are not known', () => {
    expect(exchangersOf(viewOf([exchangers('a.example.org', 'b.example.org')]))).toEqual([
      'a.example.org',
      'b.example.org',
    ]);
    expect(exchangersOf(viewOf([failed(mailExchangers, example, servfail)]))).toEqual([]);
    const { domain: _, ...target } = viewOf([]).target;
    expect(exchangersOf({ ...viewOf([exchangers(name)]), target })).toEqual([]);
  });
});
