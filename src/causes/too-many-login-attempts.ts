import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { loginCheck } from './login-check.ts';
import { reachedSecurely } from './logins.ts';
import { refusalOf } from './refusal.ts';
import { namedWait } from './said.ts';

export default defineCause({
  id: 'too-many-login-attempts',
  title: 'Logins are blocked after too many attempts',
  layer: 'account',
  sharing: 'run',
  symptoms: refusedAs('too-many-login-attempts'),
  explains: [...refusedAs('bad-credentials'), { rule: 'auth/protocols-disagree' }],
  ruledOut: reachedSecurely,
  summary: (at) =>
    `${refusalOf(at)} Whether the password is right is not known: the server does not look at it until the block ends. mailcheck tried it once.`,
  actions: (at) => [
    {
      text: 'Close every mail program, phone and scanner that logs in to this account: one of them keeps an old password.',
    },
    {
      text: `Wait until the block ends, ${namedWait(at) === '' ? 'usually 15 minutes to 24 hours' : `${namedWait(at)} by the reply`}; every attempt meanwhile may extend it.`,
    },
    { text: 'Then check the password in webmail, put it into all programs, and start them one by one.' },
    {
      text: 'As administrator, see which addresses are blocked; a whole office behind one address is often blocked together.',
      command: 'fail2ban-client status dovecot',
    },
  ],
  check: loginCheck,
});
