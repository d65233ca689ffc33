import { describe, expect, test } from 'vitest';
import type { Observation } from '../../src/model/evidence.ts';
import { type Endpoint, here } from '../../src/model/subject.ts';
import { login } from '../../src/probes/facts/mail.ts';
import { observed, replyOf } from '../evidence.ts';
import { session } from '../rules/tls-evidence.ts';
import {
  at,
  causesOf,
  diagnosed,
  firstOf,
  imap,
  imaps,
  name,
  pop3s,
  refusal,
  submission,
  submissions,
  theCause,
  works,
} from './case.ts';

const rejected = (where: Endpoint, meaning: string, reply = 'NO no') =>
  refusal('auth/rejected', where, meaning, reply, { user: 'ann@example.org' });
const accepted = (where: Endpoint): Observation =>
  observed(login, where, {
    mechanism: 'PLAIN',
    user: 'ann@example.org',
    reply: replyOf(where.protocol, 'OK', 'Logged in'),
    protected: true,
  });
const disagree = at('auth/protocols-disagree', here, { accepted: 'pop3', rejected: 'imap' });
const check = `mailcheck imap ${name}:993 --security tls --user ann@example.org`;
const password = { target: { credentials: 'password' } } as const;
const token = { target: { credentials: 'access-token' } } as const;

describe('bad-credentials', () => {
  const wrong = rejected(imaps, 'bad-credentials', 'NO [AUTHENTICATIONFAILED] Authentication failed.');

  test('is likely by one protocol, and certain when two refuse alike', () => {
    const cause = theCause([wrong], { seen: [session(imaps)] });
    expect(cause).toMatchObject({ id: 'bad-credentials', confidence: 'likely', check });
    expect(cause.doubts).toEqual(['not tested: the other protocols refuse the same name and password']);
    expect(cause.summary).toBe(
      `${name} on 993 refuses the login of ann@example.org: "NO [AUTHENTICATIONFAILED] Authentication failed."`,
    );
    expect(cause.ruledOut).toEqual([`wrong server (the certificate is valid and names ${name})`]);
    expect(firstOf(cause).text).toMatch(/^Log in to webmail with the same name and password/);
    expect(causesOf([wrong, rejected(submission, 'bad-credentials')])).toEqual(['bad-credentials certain']);
  });

  test('counts two ports of one protocol as one', () => {
    expect(causesOf([wrong, rejected(imap, 'bad-credentials')])).toEqual(['bad-credentials likely']);
  });

  test('is only possible where another protocol accepts the same, and does not call it mistyped', () => {
    const cause = theCause([wrong, disagree], { seen: [accepted(pop3s), accepted(submissions)] });
    expect(cause.confidence).toBe('possible');
    expect(cause.explains).toEqual(['auth/rejected', 'auth/protocols-disagree']);
    expect(cause.summary).toContain('SMTP and POP3 accept the same name and password, so the password is right');
    expect(cause.ruledOut).toEqual(['a mistyped password (SMTP and POP3 accept it)']);
    expect(firstOf(cause).text).toMatch(/^Look in the account’s settings/);
  });

  test('asks for the other form of the user name', () => {
    const texts = (user: string) => theCause([wrong], { target: { user } }).actions.map(({ text }) => text);
    expect(texts('ann@example.org')).toContainEqual(expect.stringContaining('some only ann.'));
    expect(texts('ann')).toContainEqual(expect.stringContaining('not only ann.'));
  });

  test.each([
    'app-password-required',
    'oauth-required',
    'web-login-required',
    'account-locked',
    'too-many-login-attempts',
  ])('is superfluous where another server says %s', (meaning) => {
    expect(causesOf([wrong, rejected(submission, meaning), disagree], password)).toEqual([`${meaning} certain`]);
  });

  test('is not what a refused token means', () => {
    expect(causesOf([wrong], token)).toEqual(['oauth-token-invalid likely']);
  });
});

describe('what the server says of the account', () => {
  test('app-password-required sends to the account page', () => {
    const cause = theCause([rejected(imaps, 'app-password-required', 'NO Application-specific password required')]);
    expect(cause).toMatchObject({ id: 'app-password-required', confidence: 'certain', check });
    expect(firstOf(cause).text).toMatch(/^Sign in to the account in the browser and make an app password/);
    expect(cause.actions[1]?.command).toBe(check);
  });

  test('account-locked does not send to try again', () => {
    const cause = theCause([rejected(imaps, 'account-locked', 'NO [CONTACTADMIN] Account disabled')]);
    expect(cause).toMatchObject({ id: 'account-locked', confidence: 'certain' });
    expect(cause.summary).toContain('The account ann@example.org is locked, disabled, suspended');
    expect(cause.summary).toContain('trying again does not help');
    expect(firstOf(cause).text).toMatch(/^Sign in to webmail/);
  });

  test('too-many-login-attempts says that the password was not looked at', () => {
    const cause = theCause([rejected(imaps, 'too-many-login-attempts', 'NO Too many login attempts')]);
    expect(cause).toMatchObject({ id: 'too-many-login-attempts', confidence: 'certain' });
    expect(cause.summary).toContain('Whether the password is right is not known');
    expect(firstOf(cause).text).toMatch(/^Close every mail program/);
  });

  test('protocol-access-disabled names the protocol, and rules the password out where another accepts it', () => {
    const off = rejected(imaps, 'protocol-access-disabled', 'NO [ALERT] not enabled for IMAP use');
    const cause = theCause([off, disagree], { seen: [accepted(pop3s)] });
    expect(cause).toMatchObject({ id: 'protocol-access-disabled', confidence: 'certain' });
    expect(cause.summary).toContain('The account exists, but IMAP is not allowed for it.');
    expect(cause.ruledOut).toEqual(['a wrong password (POP3 accepts it)']);
    expect(firstOf(cause).text).toMatch(/^Turn on access for mail programs/);
  });

  test('what nobody understands has no cause', () => {
    expect(causesOf([rejected(imaps, 'unknown', 'NO computer says no')])).toEqual([]);
  });
});

describe('oauth-required', () => {
  const basic = rejected(submission, 'oauth-required', '535 5.7.139 basic authentication is disabled');
  const uncommon = (offered: string, where = imaps) => at('auth/no-common-mechanism', where, { offered });

  test('sends to OAuth 2.0, and leaves no app password as a way out', () => {
    const cause = theCause([basic], password);
    expect(cause).toMatchObject({ id: 'oauth-required', confidence: 'certain' });
    expect(cause.summary).toContain('Passwords are switched off there, app passwords as well.');
    expect(firstOf(cause).text).toMatch(/^Choose OAuth2/);
    expect(cause.check).toMatch(/--access-token-command 'print-token'$/);
  });

  test('is what an offer of tokens alone means to a password', () => {
    expect(causesOf([uncommon('XOAUTH2, OAUTHBEARER')], password)).toEqual(['oauth-required certain']);
  });

  test('is not what another offer means, nor a token that was refused', () => {
    expect(causesOf([uncommon('XOAUTH2, GSSAPI')], password)).toEqual(['auth-mechanism-unsupported certain']);
    expect(causesOf([basic], token)).toEqual([]);
  });
});

describe('oauth-token-invalid', () => {
  const bad = rejected(imaps, 'oauth-token-invalid', 'NO {"status":"invalid_token"}');

  test('is certain when two protocols refuse the token', () => {
    const cause = theCause([bad, rejected(submission, 'bad-credentials')], token);
    expect(cause).toMatchObject({ id: 'oauth-token-invalid', confidence: 'certain' });
    expect(cause.explains).toHaveLength(2);
    expect(firstOf(cause).text).toMatch(/^Sign in again to get a fresh token/);
  });

  test('speaks of scopes where another protocol accepts the same token', () => {
    const cause = theCause([bad], { ...token, seen: [accepted(submission)] });
    expect(cause.confidence).toBe('possible');
    expect(cause.summary).toContain('SMTP accepts the same token, so it has not expired');
    expect(cause.ruledOut).toEqual(['an expired token (SMTP accepts it)']);
  });

  test('is only possible when a password was tried', () => {
    expect(causesOf([bad], password)).toEqual(['oauth-token-invalid possible']);
  });
});

describe('auth-mechanism-unsupported', () => {
  const uncommon = (offered: string, where: Endpoint = imaps) => at('auth/no-common-mechanism', where, { offered });

  test('names what is offered, everywhere that it is', () => {
    const cause = theCause([uncommon('GSSAPI, NTLM'), uncommon('GSSAPI, NTLM', submission)], password);
    expect(cause).toMatchObject({ id: 'auth-mechanism-unsupported', confidence: 'certain' });
    expect(cause.summary).toBe(
      `${name} on 993 and 587 offers only GSSAPI and NTLM for logging in, none of which mailcheck can use with a password.`,
    );
    expect(firstOf(cause).text).toMatch(/^Choose Kerberos \(GSSAPI\) or NTLM/);
    expect(cause.actions.map(({ text }) => text).join(' ')).not.toContain('normal password');
  });

  test('sends who has a token to the password', () => {
    expect(firstOf(theCause([uncommon('PLAIN')], token)).text).toMatch(/^Log in with the password/);
  });

  test('sends to the port that offers a login', () => {
    const none = at('auth/not-offered', submission);
    const cause = theCause([none], { seen: works(submissions) });
    expect(cause.summary).toBe(`${name} on 587 offers no login at all, so the name and password were not tried.`);
    expect(firstOf(cause).command).toBe(`mailcheck smtp ${name}:465 --security tls --user ann@example.org`);
    const bare = theCause([none], { seen: works(submissions, { mechanisms: [] }) });
    expect(firstOf(bare).text).toMatch(/^As administrator of Postfix, turn on SASL/);
  });

  test('sends away from port 25', () => {
    const cause = theCause([at('auth/not-offered', { ...submission, port: 25 })]);
    expect(firstOf(cause).text).toMatch(/^Use the submission port 465 or 587/);
  });

  test('is what a refused mechanism means', () => {
    const cause = theCause([rejected(imaps, 'auth-mechanism-unsupported', 'NO Unsupported mechanism')], password);
    expect(firstOf(cause)).toEqual({
      text: 'Choose another authentication method in the mail program, one that the server offers.',
      command: check,
    });
  });

  test('is superfluous where the login waits for TLS', () => {
    const plain: Endpoint = { ...imap, security: 'none' };
    const both = [at('tls/required', plain, { reply: '' }), at('auth/not-offered', plain)];
    expect(diagnosed(both).map(({ id }) => id)).toEqual(['tls-required']);
  });
});
