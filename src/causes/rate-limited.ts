import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { diagnoseCommand } from './command-line.ts';
import { isTemporary, refusalOf } from './refusal.ts';
import { namedWait, providerStep } from './said.ts';

export default defineCause({
  id: 'rate-limited',
  title: 'Too much in too short a time',
  layer: 'envelope',
  sharing: 'host',
  symptoms: refusedAs('rate-limited'),
  summary: (at) =>
    `${refusalOf(at)} A limit of messages, logins or commands in a period is reached${at.findings.some(isTemporary) ? '; it lifts by itself' : ''}.`,
  actions: (at) => [
    {
      text:
        namedWait(at) === ''
          ? 'Stop sending and wait for an hour, or a day: the reply does not say how long.'
          : `Stop sending and wait ${namedWait(at)}, the time that the reply names.`,
    },
    ...providerStep(at),
    {
      text: 'Send to lists in small groups or through a service made for it: ordinary mailboxes have limits from 100 to 2,000 messages a day.',
    },
    { text: 'If you have not sent that much, change the password: somebody else may be sending from the account.' },
    {
      text: 'As administrator, look for the login or machine that sends so much.',
      command:
        "journalctl -u 'postfix*' --since today | grep -o 'sasl_username=[^ ,]*' | sort | uniq -c | sort -rn | head",
    },
  ],
  check: ({ view }) => diagnoseCommand(view.target),
});
