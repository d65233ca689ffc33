import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { userOf } from './command-line.ts';
import { envelopeCheck } from './envelope-check.ts';
import { acceptance, acceptedLogins } from './logins.ts';
import { refusalOf } from './refusal.ts';
import { providerStep } from './said.ts';
import { stated } from './statement.ts';

export default defineCause({
  id: 'sending-suspended',
  title: 'The provider has stopped the account from sending',
  layer: 'account',
  sharing: 'run',
  symptoms: refusedAs('sending-suspended'),
  ruledOut(at) {
    const accepted = acceptedLogins(at.view);
    return accepted.length === 0
      ? []
      : stated(
          `a locked account or a wrong password (${acceptance(at.view)} the login)`,
          ...accepted.map(({ id }) => id),
        );
  },
  summary: (at) =>
    `${refusalOf(at)} Receiving goes on; sending is blocked, mostly because the account sent spam, and that mostly because somebody else has its password.`,
  actions: (at) => [
    {
      text: `Take ${userOf(at.view) ?? 'the account'} back first: set a new password from a clean machine, sign out all sessions, remove app passwords, tokens and forwarding rules that you did not make.`,
    },
    {
      text: 'Look into the Sent folder and at the list of sign-ins for what was sent; without finding the reason the block comes back.',
    },
    ...providerStep(at),
    {
      text: 'Then have the provider lift the block: by a page in the account, by the form that its message names, or by support. An unpaid bill or a trial that ended blocks sending as well.',
    },
    {
      text: 'As administrator of Microsoft 365, see who is blocked from sending, and release the user there.',
      command: 'Get-BlockedSenderAddress; Remove-BlockedSenderAddress -SenderAddress USER',
    },
  ],
  check: envelopeCheck,
});
