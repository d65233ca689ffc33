import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { envelopeCheck } from './envelope-check.ts';
import { refusalOf } from './refusal.ts';
import { senderOf } from './sender-of.ts';
import { textOf } from './text-of.ts';

export default defineCause({
  id: 'recipient-restricted',
  title: 'The recipient takes mail from certain senders only',
  layer: 'envelope',
  sharing: 'host',
  symptoms: refusedAs('recipient-restricted'),
  summary: (at) =>
    `${refusalOf(at)} The address exists; its owner, its group or its organisation has decided who may write to it.`,
  actions(at) {
    const to = textOf(at.first, 'to') || 'the recipient';
    const sender = senderOf(at) || 'your address';
    return [
      { text: `Ask ${to} by other means to allow ${sender}, or to take it off the list of blocked senders.` },
      {
        text: 'If it is a list or a group, write from the address that is a member of it, and send through its own server with a login.',
      },
      {
        text: 'As administrator of Microsoft 365, see who may write, and let senders from outside in where that is wanted.',
        command:
          'Get-DistributionGroup GROUP | Format-List RequireSenderAuthenticationEnabled,AcceptMessagesOnlyFromSendersOrMembers',
      },
      {
        text: 'As administrator of Postfix, look at what is said about this recipient.',
        command: 'postconf smtpd_recipient_restrictions smtpd_restriction_classes',
      },
    ];
  },
  check: envelopeCheck,
});
