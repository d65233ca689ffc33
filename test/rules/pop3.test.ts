import { describe, expect, test } from 'vitest';
import { type Maildrop, maildrop } from '../../src/probes/facts/mail.ts';
import expire from '../../src/rules/pop3/expire.ts';
import loginDelay from '../../src/rules/pop3/login-delay.ts';
import refusedMaildrop from '../../src/rules/pop3/refused.ts';
import uidlMissing from '../../src/rules/pop3/uidl-missing.ts';
import uidlUnstable from '../../src/rules/pop3/uidl-unstable.ts';
import { endpointOf, failed, observed, replyOf, skipped, verdictsOf, viewOf } from '../evidence.ts';

const at = endpointOf('pop3', 995, 'tls');
const where = { host: 'mail.example.org', port: 995 };
const holding = (differs: Partial<Maildrop> = {}) =>
  viewOf([observed(maildrop, at, { messages: 3, size: 4096, uidl: 'stable' as const, duplicateUids: 0, ...differs })]);

test('none of them says anything of a healthy maildrop, an empty one, or one that was not opened', () => {
  for (const rule of [expire, loginDelay, refusedMaildrop, uidlMissing, uidlUnstable]) {
    expect([...rule.check(at, holding())], rule.id).toEqual([]);
    expect([...rule.check(at, holding({ messages: 0, size: 0, uidl: 'empty' }))], rule.id).toEqual([]);
    expect([...rule.check(at, viewOf([skipped(maildrop, at, 'no-credentials')]))], rule.id).toEqual([]);
  }
});

describe('pop3/uidl-unstable', () => {
  test('fires when two listings differ', () => {
    expect(verdictsOf(uidlUnstable, holding({ uidl: 'unstable' }))).toEqual([
      { message: 'unstable', args: { ...where, messages: 3, duplicates: 0 } },
    ]);
  });

  test('fires on ids that two messages share', () => {
    expect(verdictsOf(uidlUnstable, holding({ duplicateUids: 1 }))).toEqual([
      { message: 'duplicate', args: { ...where, messages: 3, duplicates: 1 } },
    ]);
  });

  test('shows an id that is not reliable', () => {
    expect(verdictsOf(uidlUnstable, holding({ uidl: 'unstable', suspectUid: '0001' }))[0]?.args).toMatchObject({
      uid: '0001',
    });
  });

  test('says once what is unstable and shared', () => {
    const view = holding({ uidl: 'unstable', duplicateUids: 1 });
    expect(verdictsOf(uidlUnstable, view).map(({ message }) => message)).toEqual(['unstable']);
  });

  test('leaves a server without UIDL to pop3/uidl-missing', () => {
    expect(verdictsOf(uidlUnstable, holding({ uidl: 'missing' }))).toEqual([]);
  });
});

describe('pop3/uidl-missing', () => {
  test('fires where messages have no ids', () => {
    expect(verdictsOf(uidlMissing, holding({ uidl: 'missing' }))).toEqual([{ message: 'missing', args: where }]);
  });

  test('is silent when UIDL fails for want of messages', () => {
    expect(verdictsOf(uidlMissing, holding({ messages: 0, size: 0, uidl: 'missing' }))).toEqual([]);
  });

  test('is silent on ids that are there but not reliable', () => {
    expect(verdictsOf(uidlMissing, holding({ uidl: 'unstable' }))).toEqual([]);
  });
});

describe('pop3/login-delay', () => {
  test('says how long to wait', () => {
    expect(verdictsOf(loginDelay, holding({ loginDelay: 1 }))).toEqual([
      { message: 'delay', args: { ...where, seconds: 1 } },
    ]);
  });

  test('is silent on a delay of nothing', () => {
    expect(verdictsOf(loginDelay, holding({ loginDelay: 0 }))).toEqual([]);
  });
});

describe('pop3/expire', () => {
  test('says after how many days messages may go', () => {
    expect(verdictsOf(expire, holding({ expireDays: 30 }))).toEqual([
      { message: 'expire', args: { ...where, days: 30 } },
    ]);
  });

  test('tells a server that keeps nothing from one that keeps mail for days', () => {
    expect(verdictsOf(expire, holding({ expireDays: 0 }))).toMatchObject([{ message: 'atOnce', args: { days: 0 } }]);
  });

  test('is silent where messages never expire', () => {
    expect(verdictsOf(expire, holding({ expireNever: true }))).toEqual([]);
  });
});

describe('pop3/refused', () => {
  test('quotes the reply to STAT and says what it means', () => {
    const reply = replyOf('pop3', '-ERR', 'Mailbox is locked by another session', { code: 'IN-USE' });
    const view = viewOf([failed(maildrop, at, { kind: 'rejected', stage: 'mailbox', reply })]);
    expect(verdictsOf(refusedMaildrop, view)).toEqual([
      {
        message: 'refused',
        args: { ...where, reply: '-ERR [IN-USE] Mailbox is locked by another session', meaning: 'mailbox-in-use' },
      },
    ]);
  });

  test('is silent on a connection that ended', () => {
    const view = viewOf([failed(maildrop, at, { kind: 'timeout', stage: 'mailbox', afterMs: 10_000 })]);
    expect(verdictsOf(refusedMaildrop, view)).toEqual([]);
  });
});
