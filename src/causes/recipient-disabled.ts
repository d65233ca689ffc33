import { type Case, defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { envelopeCheck } from './envelope-check.ts';
import { isTemporary, refusalOf } from './refusal.ts';
import { textOf } from './text-of.ts';

const recipient = (at: Case): string => textOf(at.first, 'to');

export default defineCause({
  id: 'recipient-disabled',
  title: 'The recipient’s mailbox is disabled',
  layer: 'envelope',
  sharing: 'run',
  symptoms: refusedAs('recipient-disabled'),
  summary: (at) =>
    `${refusalOf(at)} The mailbox exists, or did, and takes no mail now: it is disabled, suspended, unused for too long, or has moved.`,
  actions(at) {
    const own = recipient(at) !== '' && recipient(at) === at.view.target.address;
    return [
      ...(own
        ? [
            {
              text: 'It is your own mailbox: sign in to webmail or the account page, which says why (unpaid, unused, suspected abuse) and how it is opened again.',
            },
          ]
        : [
            {
              text: `Reach ${recipient(at) || 'the recipient'} by other means, and ask for the address that is in use now.`,
            },
            {
              text: isTemporary(at.first)
                ? 'Leave the message in the queue: the server says that this may pass.'
                : 'Take the address off lists: writing on and on to closed mailboxes harms the reputation of the sender.',
            },
          ]),
      {
        text: 'As administrator of that domain, open the mailbox, or let an alias lead to whoever follows.',
        command: 'doveadm user USER; postmap -q USER hash:/etc/postfix/virtual',
      },
    ];
  },
  check: envelopeCheck,
});
