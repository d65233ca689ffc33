import { describe, expect, test } from 'vitest';
import type { Endpoint } from '../../src/model/subject.ts';
import { connect, otherMode, starttls } from '../../src/probes/facts/mail.ts';
import { endpointOf, failed, observed, replyOf } from '../evidence.ts';
import {
  at,
  causesOf,
  connects,
  exchanger,
  firstOf,
  imap,
  imaps,
  name,
  offers,
  refusal,
  submission,
  submissions,
  theCause,
  works,
} from './case.ts';

const mangled = (one: Endpoint) => offers(one, { mangled: ['250-XXXXXXXA'] });

describe('starttls-stripped', () => {
  const finding = at('tls/starttls-stripped', submission, { sign: 'the same service offers it at 2001:db8::10' });

  test('is certain where the overwritten line arrives', () => {
    const cause = theCause([finding], { seen: [mangled(submission)] });
    expect(cause).toMatchObject({ id: 'starttls-stripped', confidence: 'certain' });
    expect(cause.summary).toContain('the line arrives as "250-XXXXXXXA"');
    expect(firstOf(cause).text).toMatch(/^Use a port with TLS from the start/);
  });

  test('is likely where only another address speaks for it', () => {
    const cause = theCause([finding], { seen: [offers(submission)] });
    expect(cause.confidence).toBe('likely');
    expect(cause.summary).toContain('the same service offers it at 2001:db8::10');
  });

  test('sends the user to the port that has nothing to be taken out', () => {
    const cause = theCause([finding], { seen: [mangled(submission), ...works(submissions)] });
    expect(firstOf(cause).command).toBe(`mailcheck smtp ${name}:465 --security tls`);
  });

  test('accounts for what is missing at that port, and at no other', () => {
    const there = [
      at('tls/starttls-not-offered', submission),
      at('auth/not-offered', submission),
      refusal('smtp/sender-refused', submission, 'tls-required', '530 Must issue a STARTTLS command first'),
    ];
    expect(theCause([finding, ...there], { seen: [mangled(submission)] }).explains).toHaveLength(4);
    const elsewhere = at('auth/plaintext-only', imap);
    expect(causesOf([finding, elsewhere], { seen: [mangled(submission), offers(imap)] })).toEqual([
      'starttls-stripped certain',
      'plaintext-login-only likely',
    ]);
  });
});

describe('tls-mode-mismatch', () => {
  const wrong = endpointOf('imap', 993, 'starttls');
  const finding = at('tls/mode-mismatch', wrong, { asked: 'starttls', works: 'tls' });
  const seen = [observed(otherMode, wrong, { security: 'tls', works: true, saw: 'TLSv1.3' })];

  test('says which setting to change', () => {
    const cause = theCause([finding], { seen });
    expect(cause).toMatchObject({ id: 'tls-mode-mismatch', confidence: 'certain' });
    expect(cause.summary).toBe(`${name} on 993: STARTTLS fails, and TLS from the start works on the same port.`);
    expect(cause.ruledOut).toEqual(['a server that is down (it answers in the other mode)']);
    expect(firstOf(cause)).toEqual({
      text: 'Set the connection security for port 993 to "SSL/TLS" in the mail program (TLS from the start).',
      command: `mailcheck imap ${name}:993 --security tls`,
    });
    expect(cause.check).toBe(`mailcheck imap ${name}:993 --security tls`);
  });

  test('accounts for what the wrong mode looked like at that port', () => {
    const echoes = ['net/dropped', 'mail/greeting-missing', 'mail/wrong-service'].map((rule) => at(rule, wrong));
    expect(theCause([finding, ...echoes], { seen }).explains).toHaveLength(4);
    expect(causesOf([finding, at('mail/greeting-missing', submission)], { seen })).toEqual([
      'tls-mode-mismatch certain',
      'unexpected-greeting likely',
    ]);
  });
});

describe('tls-required', () => {
  const plain = endpointOf('imap', 143, 'none');

  test('sends to STARTTLS on the same port, where it is offered', () => {
    const cause = theCause([at('tls/required', plain, { reply: '' })], { seen: [offers(plain, { starttls: true })] });
    expect(cause).toMatchObject({ id: 'tls-required', confidence: 'certain' });
    expect(cause.summary).toBe(`${name} on 143 takes no login or mail over a connection without encryption.`);
    expect(firstOf(cause).command).toBe(`mailcheck imap ${name}:143 --security starttls`);
  });

  test('sends to another port that was seen to work', () => {
    const cause = theCause([at('tls/required', plain, { reply: '' })], { seen: [offers(plain), ...works(imaps)] });
    expect(firstOf(cause).command).toBe(`mailcheck imap ${name}:993 --security tls`);
  });

  test('is only likely where no TLS was seen to be offered', () => {
    const cause = theCause([refusal('auth/rejected', imap, 'tls-required', 'NO [PRIVACYREQUIRED] TLS first')]);
    expect(cause.confidence).toBe('likely');
    expect(cause.summary).toContain('"NO [PRIVACYREQUIRED] TLS first"');
  });

  test('accounts for a login that is not offered there before TLS', () => {
    const both = [at('tls/required', plain, { reply: '' }), at('auth/not-offered', plain)];
    expect(theCause(both, { seen: [offers(plain, { starttls: true })] }).explains).toHaveLength(2);
  });
});

describe('starttls-unavailable', () => {
  test('names where it is missing, and where it is refused', () => {
    const missing = at('tls/starttls-not-offered', submission);
    const no = refusal('tls/starttls-refused', exchanger, 'starttls-unavailable', '454 4.7.0 TLS not available');
    const cause = theCause([missing, no], { seen: [offers(submission)] });
    expect(cause).toMatchObject({ id: 'starttls-unavailable', confidence: 'certain' });
    expect(cause.summary).toContain(`${name} on 587 does not offer STARTTLS. ${name} on 25 refuses STARTTLS: "454`);
    expect(cause.ruledOut).toEqual(['a STARTTLS overwritten on the way (nothing in the offer looks like one)']);
    expect(firstOf(cause).command).toBe(`mailcheck ports ${name}`);
    expect(cause.actions.some(({ command }) => command?.startsWith('postconf -e smtpd_tls_security_level=may'))).toBe(
      true,
    );
  });

  test('speaks of Dovecot where it is IMAP, and of the port that works', () => {
    const cause = theCause([at('tls/starttls-not-offered', imap)], { seen: works(imaps) });
    expect(firstOf(cause).command).toBe(`mailcheck imap ${name}:993 --security tls`);
    expect(cause.actions.some(({ command }) => command === 'doveconf -n | grep ssl')).toBe(true);
  });
});

describe('starttls-injection', () => {
  test('says what was prevented, and how to tell who does it', () => {
    const seen = [observed(starttls, submission, { reply: replyOf('smtp', '220', 'Ready') }), ...works(submissions)];
    const cause = theCause([at('tls/starttls-injection', submission)], { seen });
    expect(cause).toMatchObject({ id: 'starttls-injection', confidence: 'certain' });
    expect(cause.summary).toContain('no password sent');
    expect(cause.ruledOut).toEqual(['a server without STARTTLS (it agreed to begin TLS)']);
    expect(firstOf(cause).command).toBe(`mailcheck smtp ${name}:465 --security tls`);
    expect(cause.actions[1]?.text).toMatch(/^Check from another network/);
  });
});

describe('tls-incompatible', () => {
  const handshake = (reason: string) => at('tls/handshake-failed', imaps, { reason, code: 'ERR_SSL_X' });

  test.each([
    ['version', 'certain', 'no TLS version in common'],
    ['cipher', 'certain', 'no cipher in common'],
    ['key', 'certain', 'too weak to be accepted'],
    ['alert', 'likely', 'broke the handshake off with an alert'],
    ['other', 'possible', 'the handshake failed'],
  ])('%s is %s', (reason, confidence, text) => {
    const cause = theCause([handshake(reason)]);
    expect(cause).toMatchObject({ id: 'tls-incompatible', confidence });
    expect(cause.summary).toContain(text);
    expect(cause.summary).toContain('(ERR_SSL_X)');
    expect(firstOf(cause).text).toMatch(/^Update the older side/);
  });

  test('rules the certificate out only where the handshake ended before it', () => {
    const seen = [failed(connect, imaps, { kind: 'closed', stage: 'tls' })];
    expect(theCause([handshake('other')], { seen }).ruledOut).toEqual([]);
  });
});

describe('plaintext-login-only', () => {
  const finding = at('auth/plaintext-only', imap);
  const refused = failed(connect, imaps, { kind: 'refused', stage: 'connect' });

  test('is certain where the port with TLS was tried in vain, and accounts for that', () => {
    const echoes = [at('tls/starttls-not-offered', imap), at('net/refused', imaps)];
    const cause = theCause([finding, ...echoes], { seen: [offers(imap, { plainLogin: true }), refused] });
    expect(cause).toMatchObject({ id: 'plaintext-login-only', confidence: 'certain' });
    expect(cause.explains).toHaveLength(3);
    expect(cause.summary).toContain('and no port with TLS works there');
    expect(firstOf(cause).text).toMatch(/^As administrator of Dovecot/);
  });

  test('is only likely where no port with TLS was tried, and does not speak of them', () => {
    const cause = theCause([finding], { seen: [offers(imap, { plainLogin: true }), connects(submissions)] });
    expect(cause.confidence).toBe('likely');
    expect(cause.doubts).toEqual(['not tested: no port with TLS from the start works there']);
    expect(cause.summary).not.toContain('no port with TLS');
  });

  test('leaves a closed port of another protocol to its own cause', () => {
    const causes = causesOf([finding, at('net/refused', submissions)], { seen: [offers(imap), refused] });
    expect(causes).toEqual(['connection-refused certain', 'plaintext-login-only certain']);
  });
});
