import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { portsCommand, serverCommand, userOf } from './command-line.ts';
import { refusalOf } from './refusal.ts';
import { waiting } from './said.ts';
import { endpointsOf, isSamePort } from './where.ts';

export default defineCause({
  id: 'too-many-connections',
  title: 'Too many connections are open at once',
  layer: 'protocol',
  sharing: 'host',
  symptoms: refusedAs('too-many-connections'),
  explains: [{ rule: 'net/dropped' }],
  accountsFor: isSamePort,
  summary: (at) =>
    `${refusalOf(at)} The limit counts all programs and devices of the account, or all that share your internet address.`,
  actions: (at) => [
    ...waiting(at),
    {
      text: 'Close mail programs and devices that you do not need now, and wait some minutes for the old connections to end.',
    },
    {
      text: 'In Thunderbird, lower "Maximum number of server connections to cache" in the server settings, advanced; 2 is enough.',
    },
    {
      text: 'As administrator, see who is connected, then raise the limit if the use is honest.',
      command: 'doveadm who; doveconf mail_max_userip_connections',
    },
  ],
  check(at) {
    const [one] = endpointsOf(at);
    return one === undefined
      ? portsCommand(at.hosts[0] ?? 'HOST')
      : serverCommand(one, { user: one.protocol === 'smtp' ? undefined : userOf(at.view) });
  },
});
