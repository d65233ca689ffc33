import { describe, expect, test } from 'vitest';
import { endpoint, service } from '../../../src/model/subject.ts';
import type { Target } from '../../../src/model/target.ts';
import { createLoginTurns, isTrustedWithPassword, loginRank } from '../../../src/probes/conversation/login-turns.ts';

const imaps = endpoint(service('mail.lab.test', 'imap', 993, 'tls'), '192.0.2.10');
const imaps6 = endpoint(service('mail.lab.test', 'imap', 993, 'tls'), '2001:db8::10');
const imap = endpoint(service('mail.lab.test', 'imap', 143, 'starttls'), '192.0.2.10');
const target = (more: Partial<Target> = {}): Target => ({
  domain: 'lab.test',
  servers: [],
  protocols: ['imap'],
  ceiling: 'authenticate',
  survey: true,
  ...more,
});
const never = new AbortController().signal;

describe('the rank of an endpoint for logging in', () => {
  const named = target({ servers: [{ protocol: 'imap', host: 'mail.lab.test' }] });
  test.each([
    ['TLS from the start comes first', named, imaps, 0],
    ['STARTTLS comes second', named, imap, 1],
    ['found servers rank as well when none was named', target(), imap, 1],
    [
      'a named port is the only candidate of its host',
      target({ servers: [{ protocol: 'imap', host: 'mail.lab.test', port: 143 }] }),
      imaps,
      undefined,
    ],
    [
      'another host than the named one is none',
      target({ servers: [{ protocol: 'imap', host: 'other.lab.test' }] }),
      imaps,
      undefined,
    ],
    [
      'a named security must fit',
      target({ servers: [{ protocol: 'imap', host: 'mail.lab.test', port: 143, security: 'none' }] }),
      imap,
      undefined,
    ],
    [
      'port 25 is not for logging in',
      target(),
      endpoint(service('mail.lab.test', 'smtp', 25, 'starttls'), '192.0.2.10'),
      undefined,
    ],
  ])('%s', (_name, of, at, rank) => {
    expect(loginRank(of, at)).toBe(rank);
  });
});

describe('who is trusted with a password', () => {
  test.each([
    ['a named host', target({ servers: [{ protocol: 'imap', host: 'mail.lab.test' }] }), true],
    ['a confirmed host', target({ confirmedHosts: ['mail.lab.test'] }), true],
    ['a found host inside the domain, when allowed', target({ loginFound: true }), true],
    ['a found host inside the domain, not allowed', target(), false],
    ['a found host elsewhere, even when allowed', target({ domain: 'b.test', loginFound: true }), false],
    ['a host that only ends like the domain', target({ domain: 'ab.test', loginFound: true }), false],
  ])('%s: %s', (_name, of, trusted) => {
    expect(isTrustedWithPassword(of, imaps)).toBe(trusted);
  });
});

describe('turns', () => {
  test('the best waits for nobody, the next for the best to give up', async () => {
    const turns = createLoginTurns();
    turns.enter(imaps, 0);
    turns.enter(imap, 1);
    const second = turns.take(imap, never);
    turns.leave(imaps);
    expect(await second).toBe(true);
  });

  test('one login only, whoever else arrives', async () => {
    const turns = createLoginTurns();
    turns.enter(imaps, 0);
    turns.enter(imaps6, 0);
    turns.enter(imap, 1);
    const late = turns.take(imap, never);
    expect(await turns.take(imaps6, never)).toBe(true);
    expect(await turns.take(imaps, never)).toBe(false);
    expect(await late).toBe(false);
  });

  test('a login that failed is not taken over', async () => {
    const turns = createLoginTurns();
    turns.enter(imaps, 0);
    turns.enter(imap, 1);
    expect(await turns.take(imaps, never)).toBe(true);
    turns.leave(imaps);
    expect(await turns.take(imap, never)).toBe(false);
  });

  test('an interrupted run gives nobody a turn', async () => {
    const turns = createLoginTurns();
    const run = new AbortController();
    turns.enter(imaps, 0);
    turns.enter(imap, 1);
    const waiting = turns.take(imap, run.signal);
    run.abort();
    expect(await waiting).toBe(false);
  });

  test('protocols do not wait for each other', async () => {
    const turns = createLoginTurns();
    const pop = endpoint(service('mail.lab.test', 'pop3', 110, 'starttls'), '192.0.2.10');
    turns.enter(imaps, 0);
    turns.enter(pop, 1);
    expect(await turns.take(pop, never)).toBe(true);
  });

  test('one message a run', () => {
    const turns = createLoginTurns();
    expect([turns.send(), turns.send()]).toEqual([true, false]);
  });
});
