import { describe, expect, test } from 'vitest';
import { otherMode } from '../../src/probes/facts/mail.ts';
import { endpointOf, observed } from '../evidence.ts';
import { session } from '../rules/tls-evidence.ts';
import { at, causesOf, connects, firstOf, imap, imaps, name, refusal, submission, theCause, works } from './case.ts';

describe('unexpected-greeting', () => {
  const ssh = at('mail/wrong-service', imap, { service: 'ssh', received: 'SSH-2.0-OpenSSH_9.2' });
  const six = { ...imap, ip: '2001:db8::10' };

  test('says once what answers, whatever the number of addresses', () => {
    const cause = theCause([ssh, { ...ssh, subject: six }], { seen: [connects(imap)] });
    expect(cause).toMatchObject({ id: 'unexpected-greeting', confidence: 'certain' });
    expect(cause.summary).toBe(
      `${name} on 143 is answered by an SSH server ("SSH-2.0-OpenSSH_9.2"), where the IMAP server was expected.`,
    );
    expect(cause.ruledOut).toEqual(['a closed port (the connection came about)']);
    expect(firstOf(cause).command).toBe(`mailcheck ports ${name}`);
  });

  test('sends to the port that works', () => {
    expect(firstOf(theCause([ssh], { seen: works(imaps) })).command).toBe(`mailcheck imap ${name}:993 --security tls`);
  });

  test('quotes a greeting that nobody can read', () => {
    const args = { stage: 'greeting', violation: 'malformed-reply', received: 'hello' };
    const cause = theCause([at('mail/violation', imap, args)]);
    expect(cause.summary).toBe(`${name} on 143 greets in a way that no IMAP server does ("hello").`);
    expect(cause.confidence).toBe('certain');
  });

  test('leaves breaches that come later, or that mean harm, unexplained', () => {
    expect(causesOf([at('mail/violation', imap, { stage: 'auth', violation: 'malformed-reply' })])).toEqual([]);
    expect(causesOf([at('mail/violation', imap, { stage: 'greeting', violation: 'preauth-before-tls' })])).toEqual([]);
  });

  describe('where nothing is said', () => {
    const mute = at('mail/greeting-missing', imap, { seconds: 30 });

    test('is only likely: a mail server may be too busy to greet', () => {
      const cause = theCause([mute]);
      expect(cause.confidence).toBe('likely');
      expect(cause.summary).toContain('says nothing for 30 s');
      expect(cause.actions.some(({ text }) => text.startsWith('Wait a minute and try again'))).toBe(true);
    });

    test('thinks of TLS first at a port that is made for it', () => {
      const wrong = endpointOf('imap', 993, 'starttls');
      const cause = theCause([at('mail/greeting-missing', wrong, { seconds: 5 })]);
      expect(firstOf(cause).command).toBe(`mailcheck imap ${name}:993 --security tls`);
    });

    test('is superfluous where the other TLS mode was seen to work', () => {
      const mismatch = at('tls/mode-mismatch', imap, { asked: 'starttls', works: 'tls' });
      const seen = [observed(otherMode, imap, { security: 'tls', works: true, saw: 'TLSv1.3' })];
      expect(causesOf([mute, mismatch], { seen })).toEqual(['tls-mode-mismatch certain']);
    });
  });
});

describe('too-many-connections', () => {
  test('quotes the reply and closes programs first', () => {
    const full = refusal('mail/greeting-refused', imaps, 'too-many-connections', 'BYE [LIMIT] Too many connections');
    const cause = theCause([full]);
    expect(cause).toMatchObject({ id: 'too-many-connections', confidence: 'certain' });
    expect(cause.summary).toMatch(/^mail\.example\.org on 993 turns the connection away for now: "BYE \[LIMIT\]/);
    expect(firstOf(cause).text).toMatch(/^Close mail programs and devices/);
    expect(cause.check).toBe(`mailcheck imap ${name}:993 --security tls --user ann@example.org`);
  });

  test('is recognised at the login as well', () => {
    expect(causesOf([refusal('auth/rejected', imaps, 'too-many-connections')])).toEqual([
      'too-many-connections certain',
    ]);
  });
});

describe('server-error', () => {
  const unavailable = (where = imaps) =>
    refusal('auth/rejected', where, 'server-error', 'NO [UNAVAILABLE] Temporary authentication failure');

  test('blames neither the password nor the settings, and gives the time for the log', () => {
    const cause = theCause([unavailable()], { seen: [session(imaps)] });
    expect(cause).toMatchObject({ id: 'server-error', confidence: 'certain' });
    expect(cause.summary).toContain(
      'and asks to try later; whether the settings and the password are right is not known',
    );
    expect(cause.ruledOut).toEqual([`wrong server (the certificate is valid and names ${name})`]);
    expect(firstOf(cause).text).toMatch(/^Leave the settings as they are/);
    expect(cause.actions[1]?.text).toContain('2026-11-24 12:00 UTC');
    expect(cause.actions[2]?.command).toContain('journalctl -u dovecot');
  });

  test('promises no better time where the server does not', () => {
    const cause = theCause([refusal('auth/rejected', submission, 'server-error', '554 5.3.5 configuration error')]);
    expect(cause.summary).not.toContain('try later');
    expect(cause.actions[2]?.command).toContain("journalctl -u 'postfix*'");
  });

  test('stands beside a wrong password elsewhere, and hides none', () => {
    const wrong = refusal('auth/rejected', submission, 'bad-credentials');
    expect(causesOf([unavailable(), wrong])).toEqual(['server-error certain', 'bad-credentials likely']);
  });
});
