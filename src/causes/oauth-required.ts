import { type Case, defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { loginCheck } from './login-check.ts';
import { reachedSecurely } from './logins.ts';
import { offersOnlyTokens } from './offered-mechanisms.ts';
import { refusalOf } from './refusal.ts';
import { providerStep } from './said.ts';
import { textOf } from './text-of.ts';
import { whereOf } from './where.ts';

const refused = (at: Case) => at.findings.filter(({ rule }) => rule !== 'auth/no-common-mechanism');

export default defineCause({
  id: 'oauth-required',
  title: 'The server takes no passwords, only OAuth 2.0',
  layer: 'account',
  sharing: 'run',
  symptoms: [...refusedAs('oauth-required'), { rule: 'auth/no-common-mechanism' }],
  explains: [...refusedAs('bad-credentials'), { rule: 'auth/protocols-disagree' }],
  excluded: (at) =>
    at.view.target.credentials === 'access-token' || (refused(at).length === 0 && !at.findings.every(offersOnlyTokens)),
  ruledOut: reachedSecurely,
  summary(at) {
    if (refused(at).length > 0) {
      return `${refusalOf(at, ({ rule }) => rule !== 'auth/no-common-mechanism')} Passwords are switched off there, app passwords as well.`;
    }
    return `${whereOf(at)} offers only ${textOf(at.first, 'offered') || 'OAuth mechanisms'}, which take an access token and no password.`;
  },
  actions: (at) => [
    {
      text: 'Choose OAuth2 (modern authentication) as the authentication method in the mail program, and sign in through the browser window it opens.',
    },
    ...providerStep(at),
    {
      text: 'If the program or device knows no OAuth 2.0, update it, or use a program that does (Thunderbird, Outlook, Apple Mail).',
    },
    {
      text: 'A scanner or script that only sends can use a relay that takes passwords, or a token from its own registration.',
    },
    {
      text: 'Check with a token: let a command print one.',
      command: `${loginCheck(at)} --access-token-command 'print-token'`,
    },
  ],
  check: (at) => `${loginCheck(at)} --access-token-command 'print-token'`,
});
