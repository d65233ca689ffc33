import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { userOf } from './command-line.ts';
import { loginCheck } from './login-check.ts';
import { reachedSecurely } from './logins.ts';
import { refusalOf } from './refusal.ts';
import { waiting } from './said.ts';

export default defineCause({
  id: 'account-locked',
  title: 'The account is locked',
  layer: 'account',
  sharing: 'run',
  symptoms: refusedAs('account-locked'),
  explains: [...refusedAs('bad-credentials'), { rule: 'auth/protocols-disagree' }],
  ruledOut: reachedSecurely,
  summary: (at) =>
    `${refusalOf(at)} The account ${userOf(at.view) ?? ''} is locked, disabled, suspended or has an expired password; trying again does not help.`.replace(
      '  ',
      ' ',
    ),
  actions: (at) => [
    ...waiting(at),
    {
      text: 'Sign in to webmail or the provider’s account page: it says why the account is locked and how it is opened again.',
    },
    {
      text: 'Stop every program and phone that logs in by itself before the account is opened, or it may be locked again.',
    },
    {
      text: 'In a company, ask the administrator to unlock it or to set a new password; unpaid bills and spam sent from it lock accounts too.',
    },
  ],
  check: loginCheck,
});
