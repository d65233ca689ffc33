import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { diagnoseCommand, userOf } from './command-line.ts';
import { loginCheck } from './login-check.ts';
import { acceptance, acceptedLogins, reachedSecurely, sameEverywhere } from './logins.ts';
import { refusalOf } from './refusal.ts';
import { providerStep, wantedOf } from './said.ts';
import { stated } from './statement.ts';

export default defineCause({
  id: 'bad-credentials',
  title: 'The user name or the password is wrong',
  layer: 'account',
  sharing: 'run',
  symptoms: refusedAs('bad-credentials'),
  explains: [{ rule: 'auth/protocols-disagree' }],
  yieldsTo: [
    'app-password-required',
    'oauth-required',
    'oauth-token-invalid',
    'web-login-required',
    'account-locked',
    'too-many-login-attempts',
  ],
  /** With a token the same words mean that the token is not good. */
  excluded: ({ view }) => view.target.credentials === 'access-token',
  expects: (at) => [sameEverywhere(at, ['bad-credentials'])],
  ruledOut(at) {
    const accepted = acceptedLogins(at.view);
    return [
      ...reachedSecurely(at),
      ...(accepted.length === 0
        ? []
        : stated(`a mistyped password (${acceptance(at.view)} it)`, ...accepted.map(({ id }) => id))),
    ];
  },
  summary(at) {
    const accepted = acceptance(at.view);
    return accepted === ''
      ? refusalOf(at)
      : `${refusalOf(at)} ${accepted} the same name and password, so the password is right: this server wants another user name or password, or logging in there is switched off.`;
  },
  actions(at) {
    const user = userOf(at.view) ?? '';
    const local = user.split('@')[0] ?? '';
    const name = user.includes('@')
      ? `Check the user name: most servers want the whole address (${user}), some only ${local}.`
      : `Check the user name: most servers want the whole e-mail address, not only ${user || 'the part before the @'}.`;
    const access = wantedOf(at, 'adviceOnAccess');
    const disagree = acceptance(at.view) !== '';
    const webmail = {
      text: 'Log in to webmail with the same name and password, typed and not pasted; if that fails, set a new password.',
    };
    return [
      ...providerStep(at),
      ...(disagree && access !== undefined ? [{ text: access }] : []),
      ...(disagree
        ? [
            {
              text: 'Look in the account’s settings whether sending by mail programs is allowed, and whether it has a password of its own.',
            },
          ]
        : [webmail]),
      { text: wantedOf(at, 'adviceOnName') ?? name, command: loginCheck(at) },
      { text: 'Stop phones and programs that keep the old password, or the account will be locked.' },
      {
        text: 'As administrator, look up the attempt in the server’s log: it tells an unknown user from a wrong password.',
        command: "journalctl -u dovecot -u 'postfix*' --since -10min | grep -i auth",
      },
    ];
  },
  check: (at) => (at.findings.length > 1 ? diagnoseCommand(at.view.target) : loginCheck(at)),
});
