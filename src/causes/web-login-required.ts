import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { loginCheck } from './login-check.ts';
import { reachedSecurely } from './logins.ts';
import { refusalOf } from './refusal.ts';
import { providerStep } from './said.ts';
import { textOf } from './text-of.ts';

/** An address of the web in the reply, as the server wrote it; where it leads is for people to judge. */
const linkIn = (reply: string): string => /https?:\/\/[\w.-]+/i.exec(reply)?.[0] ?? '';

export default defineCause({
  id: 'web-login-required',
  title: 'The provider wants a sign-in in the browser first',
  layer: 'account',
  sharing: 'run',
  symptoms: refusedAs('web-login-required'),
  explains: [...refusedAs('bad-credentials'), { rule: 'auth/protocols-disagree' }],
  ruledOut: reachedSecurely,
  summary: (at) =>
    `${refusalOf(at)} The provider does not trust this sign-in yet, and a mail program cannot show its question; whether the password is right is not known.`,
  actions(at) {
    const [link = ''] = at.findings.map((one) => linkIn(textOf(one, 'reply'))).filter((one) => one !== '');
    return [
      {
        text: 'Sign in to webmail in the browser, from the same network and best on the same machine, and answer what it asks: "Was this you?", a code, a new consent.',
      },
      ...providerStep(at),
      ...(link === ''
        ? []
        : [{ text: `The reply names a page at ${link}: open it only if that is your provider’s own name.` }]),
      { text: 'Then let the mail program log in once, within some minutes.', command: loginCheck(at) },
      {
        text: 'If it comes back, use a program that signs in with OAuth 2.0, which can show the question, or an app password where the provider has them.',
      },
      {
        text: 'As administrator, look the sign-in up in the provider’s log: a rule of conditional access or multi-factor authentication that mail programs cannot meet needs an exception or OAuth 2.0.',
      },
    ];
  },
  check: loginCheck,
});
