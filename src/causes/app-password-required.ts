import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { loginCheck } from './login-check.ts';
import { reachedSecurely } from './logins.ts';
import { refusalOf } from './refusal.ts';
import { wantedThere, withPage } from './said.ts';

export default defineCause({
  id: 'app-password-required',
  title: 'The account needs an app password',
  layer: 'account',
  sharing: 'run',
  symptoms: refusedAs('app-password-required'),
  explains: [...refusedAs('bad-credentials'), { rule: 'auth/protocols-disagree' }],
  ruledOut: reachedSecurely,
  summary: (at) =>
    `${refusalOf(at)} The normal password is not accepted from mail programs; a password made for this program is.`,
  actions: (at) => [
    {
      text: withPage(
        wantedThere(at) ??
          'Sign in to the account in the browser and make an app password (also called authorisation code or mail key) under security.',
        at,
      ),
    },
    {
      text: 'Put it in place of the normal password, for receiving and for sending, and leave the user name as it is.',
      command: loginCheck(at),
    },
    {
      text: 'Where app passwords are missing from the settings, turn on two-step verification first, or ask the administrator to allow them.',
    },
  ],
  check: loginCheck,
});
