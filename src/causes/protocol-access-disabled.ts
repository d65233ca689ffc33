import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { enumerate } from './enumerate.ts';
import { loginCheck } from './login-check.ts';
import { acceptance, acceptedLogins, protocolName, reachedSecurely } from './logins.ts';
import { refusalOf } from './refusal.ts';
import { wantedThere, withPage } from './said.ts';
import { stated } from './statement.ts';
import { endpointsOf } from './where.ts';

export default defineCause({
  id: 'protocol-access-disabled',
  title: 'Access by this protocol is switched off for the account',
  layer: 'account',
  sharing: 'run',
  symptoms: refusedAs('protocol-access-disabled'),
  explains: [{ rule: 'auth/protocols-disagree' }],
  ruledOut(at) {
    const accepted = acceptedLogins(at.view);
    return [
      ...reachedSecurely(at),
      ...(accepted.length === 0
        ? []
        : stated(`a wrong password (${acceptance(at.view)} it)`, ...accepted.map(({ id }) => id))),
    ];
  },
  summary(at) {
    const names =
      enumerate([...new Set(endpointsOf(at).map(({ protocol }) => protocolName[protocol]))]) || 'the protocol';
    return `${refusalOf(at)} The account exists, but ${names} is not allowed for it.`;
  },
  actions: (at) => [
    {
      text: withPage(
        wantedThere(at) ??
          'Turn on access for mail programs (IMAP, POP or SMTP) in the webmail settings of the account, then wait some minutes.',
        at,
      ),
    },
    {
      text: 'In a company or school, ask the administrator: the protocol is allowed for the organisation and for the mailbox separately.',
    },
    {
      text: 'Some free plans have no access for mail programs at all; then only webmail, the provider’s own app or another plan helps.',
    },
    {
      text: 'As administrator of Exchange Online, see and change what the mailbox may use.',
      command: `Get-CASMailbox -Identity USER | Format-List *Imap*,*Pop*,*SmtpClient*`,
    },
  ],
  check: loginCheck,
});
