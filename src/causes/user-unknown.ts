import { type Case, defineCause } from '../model/cause.ts';
import { connect } from '../probes/facts/mail.ts';
import { refusedAs } from '../rules/refusals.ts';
import { diagnoseCommand } from './command-line.ts';
import { enumerate } from './enumerate.ts';
import { envelopeCheck } from './envelope-check.ts';
import { receivesFor } from './needs-login.ts';
import { refusalOf } from './refusal.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';

const recipients = (at: Case): string[] => [
  ...new Set(at.findings.map((one) => textOf(one, 'to')).filter((to) => to !== '')),
];
const ownServer = (at: Case) =>
  at.findings.flatMap((one) =>
    one.subject.kind === 'endpoint' && receivesFor(at.view, one.subject, textOf(one, 'to')) ? [one.subject] : [],
  )[0];

export default defineCause({
  id: 'user-unknown',
  title: 'The mailbox does not exist',
  layer: 'envelope',
  sharing: 'run',
  symptoms: refusedAs('user-unknown'),
  ruledOut(at) {
    const own = ownServer(at);
    return own === undefined
      ? []
      : stated(`the wrong server (the MX record of the domain names ${own.host})`, at.view.id(connect, own));
  },
  summary(at) {
    const names = recipients(at);
    return names.length === 0
      ? `${refusalOf(at)} The server does not know this user.`
      : `${refusalOf(at)} The domain receives mail, but not for ${enumerate(names)}.`;
  },
  actions(at) {
    const [name] = recipients(at);
    const own = name !== undefined && name === at.view.target.address;
    return [
      {
        text:
          name === undefined
            ? 'Check the user name for typing errors.'
            : `Check the address ${name} for typing errors, letter by letter.`,
      },
      ...(own
        ? [
            {
              text: 'If it is your own address, the provider has removed or renamed the mailbox: ask it, and mail sent to you meanwhile goes back.',
            },
          ]
        : [{ text: 'Ask the recipient by other means, and take the address off your lists if it stays unknown.' }]),
      {
        text: 'As administrator, create the mailbox or an alias, and check that the server sees the same user list as the one you edited.',
        command: 'doveadm user USER',
      },
    ];
  },
  check: (at) => (recipients(at).length === 0 ? diagnoseCommand(at.view.target) : envelopeCheck(at)),
});
