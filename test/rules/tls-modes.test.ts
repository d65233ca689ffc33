import { describe, expect, test } from 'vitest';
import type { TlsReason, Withheld } from '../../src/model/failure.ts';
import type { Security } from '../../src/model/subject.ts';
import { login, type Offer, offer, otherMode, tlsSession } from '../../src/probes/facts/mail.ts';
import handshakeFailed from '../../src/rules/tls/handshake-failed.ts';
import modeMismatch from '../../src/rules/tls/mode-mismatch.ts';
import required from '../../src/rules/tls/required.ts';
import { endpointOf, failed, findingsOf, observed, viewOf } from '../evidence.ts';
import { host, imap, imaps, named, onlyPop3 } from './tls-evidence.ts';

const handshake = (reason: TlsReason, code = 'ERR_SSL_X') =>
  failed(tlsSession, imaps, { kind: 'tls', stage: 'tls', reason, code });
const otherWorks = (security: Security, works: boolean, at = imaps) =>
  observed(otherMode, at, { security, works, saw: works ? '* OK ready' : 'closed' });

describe('tls/handshake-failed', () => {
  test.each(['version', 'cipher', 'key', 'alert', 'closed', 'other'] as const)(
    'says that it is about: %s',
    (reason) => {
      expect(findingsOf(handshakeFailed, viewOf([handshake(reason)], named(imaps)))).toMatchObject([
        { message: 'failed', severity: 'error', args: { host, port: 993, reason, code: 'ERR_SSL_X' } },
      ]);
    },
  );

  test('leaves an answer in plain text to the TLS mode', () => {
    expect(findingsOf(handshakeFailed, viewOf([handshake('not-tls')], named(imaps)))).toEqual([]);
  });

  test('is silent when the other mode works, and fires when it fails as well', () => {
    expect(
      findingsOf(handshakeFailed, viewOf([handshake('closed'), otherWorks('starttls', true)], named(imaps))),
    ).toEqual([]);
    const both = viewOf([handshake('closed'), otherWorks('starttls', false)], named(imaps));
    expect(findingsOf(handshakeFailed, both)).toHaveLength(1);
  });

  test('is silent at a port that is merely looked at', () => {
    expect(findingsOf(handshakeFailed, viewOf([handshake('version')], onlyPop3))).toEqual([]);
  });

  test('is silent on a connection that was cut in the handshake: that is no fault of TLS', () => {
    const reset = failed(tlsSession, imaps, { kind: 'reset', stage: 'tls' });
    expect(findingsOf(handshakeFailed, viewOf([reset], named(imaps)))).toEqual([]);
  });
});

describe('tls/mode-mismatch', () => {
  const wrong = endpointOf('imap', 993, 'starttls');

  test('says which mode was asked for and which works', () => {
    expect(findingsOf(modeMismatch, viewOf([otherWorks('tls', true, wrong)], named(wrong)))).toMatchObject([
      { message: 'mismatch', severity: 'error', args: { host, port: 993, asked: 'starttls', works: 'tls' } },
    ]);
  });

  test('is silent when the other mode was tried in vain, or not at all', () => {
    expect(findingsOf(modeMismatch, viewOf([otherWorks('tls', false, wrong)], named(wrong)))).toEqual([]);
    const untried = failed(otherMode, wrong, { kind: 'refused', stage: 'connect' });
    expect(findingsOf(modeMismatch, viewOf([untried], named(wrong)))).toEqual([]);
  });

  test('is silent where nobody chose that mode', () => {
    expect(findingsOf(modeMismatch, viewOf([otherWorks('tls', true, wrong)], onlyPop3))).toEqual([]);
    const tls = { servers: [{ protocol: 'imap', host, port: 993, security: 'tls' }] } as const;
    expect(findingsOf(modeMismatch, viewOf([otherWorks('tls', true, wrong)], tls))).toEqual([]);
  });
});

describe('tls/required', () => {
  const plain = endpointOf('imap', 143, 'none');
  const withheld = (reason: Withheld, at = plain) => failed(login, at, { kind: 'withheld', stage: 'auth', reason });
  const offers = (differs: Partial<Offer>) =>
    observed(offer, plain, {
      keywords: [],
      mechanisms: [],
      plainLogin: false,
      starttls: false,
      mangled: [],
      ...differs,
    });

  test('fires where the server disables logging in without TLS', () => {
    expect(findingsOf(required, viewOf([withheld('login-disabled')]))).toMatchObject([
      { message: 'required', severity: 'error', args: { host, port: 143, protocol: 'imap', reply: '' } },
    ]);
  });

  test('fires where no login is offered, but STARTTLS is', () => {
    expect(findingsOf(required, viewOf([offers({ starttls: true }), withheld('auth-not-offered')]))).toHaveLength(1);
  });

  test('is silent where neither is offered: that is no matter of TLS', () => {
    expect(findingsOf(required, viewOf([offers({}), withheld('auth-not-offered')]))).toEqual([]);
  });

  test('is silent where a login is offered and mailcheck itself holds the password back', () => {
    expect(findingsOf(required, viewOf([offers({ plainLogin: true }), withheld('no-tls')]))).toEqual([]);
  });

  test('is silent inside TLS', () => {
    for (const at of [imap, imaps]) {
      expect(findingsOf(required, viewOf([withheld('login-disabled', at)]))).toEqual([]);
    }
  });
});
