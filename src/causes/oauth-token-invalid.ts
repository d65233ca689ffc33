import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { userOf } from './command-line.ts';
import { loginCheck } from './login-check.ts';
import { acceptance, acceptedLogins, reachedSecurely, sameEverywhere } from './logins.ts';
import { refusalOf } from './refusal.ts';
import { stated } from './statement.ts';

export default defineCause({
  id: 'oauth-token-invalid',
  title: 'The access token is not accepted',
  layer: 'account',
  sharing: 'run',
  symptoms: [...refusedAs('oauth-token-invalid'), ...refusedAs('bad-credentials')],
  explains: [{ rule: 'auth/protocols-disagree' }],
  /** A server that says "bad credentials" to a password does not speak of tokens. */
  excluded: (at) =>
    at.view.target.credentials !== 'access-token' &&
    at.findings.every(({ args }) => args.meaning !== 'oauth-token-invalid'),
  expects: (at) => [
    {
      text: 'the login was tried with an access token',
      state: at.view.target.credentials === 'access-token' ? 'seen' : 'absent',
    },
    sameEverywhere(at, ['oauth-token-invalid', 'bad-credentials']),
  ],
  ruledOut(at) {
    const accepted = acceptedLogins(at.view);
    return [
      ...reachedSecurely(at),
      ...(accepted.length === 0
        ? []
        : stated(`an expired token (${acceptance(at.view)} it)`, ...accepted.map(({ id }) => id))),
    ];
  },
  summary(at) {
    const accepted = acceptance(at.view);
    return accepted === ''
      ? `${refusalOf(at)} A token lasts about an hour; this one has expired, was revoked, lacks the mail scopes, or belongs to another account.`
      : `${refusalOf(at)} ${accepted} the same token, so it has not expired: it probably lacks the scope for this protocol.`;
  },
  actions(at) {
    const user = userOf(at.view);
    return [
      {
        text: 'Sign in again to get a fresh token; in a mail program, remove the account’s saved login and sign in once more.',
      },
      {
        text: 'Check that the token has the mail scopes: https://mail.google.com/ at Google; IMAP.AccessAsUser.All, POP.AccessAsUser.All and SMTP.Send of outlook.office.com at Microsoft.',
      },
      {
        text: `Check that the token was made for ${user ?? 'the user who logs in'}: shared mailboxes and aliases have tokens of another user.`,
      },
      {
        text: 'Let mailcheck fetch a fresh token by the command that makes them.',
        command: `${loginCheck(at)} --access-token-command 'print-token'`,
      },
    ];
  },
  check: (at) => `${loginCheck(at)} --access-token-command 'print-token'`,
});
