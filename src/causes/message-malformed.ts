import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { envelopeCheck } from './envelope-check.ts';
import { refusalOf } from './refusal.ts';
import { isTestMessage } from './test-message.ts';

export default defineCause({
  id: 'message-malformed',
  title: 'The message is not in the form that mail has',
  layer: 'message',
  sharing: 'host',
  symptoms: refusedAs('message-malformed'),
  summary: (at) =>
    `${refusalOf(at)} Header, line ends or characters break the rules for messages.${isTestMessage(at) ? ' The test message of mailcheck keeps them: something on the way changes it, or the check goes too far.' : ''}`,
  actions: (at) => [
    ...(isTestMessage(at)
      ? [
          {
            text: 'Send from another network, past the virus scanner and the firewall: if that passes, one of them rewrites mail (in Cisco firewalls "inspect esmtp").',
          },
        ]
      : []),
    {
      text: 'Update the program that writes the message, or build messages with a library (Nodemailer, Python email, PHPMailer, Jakarta Mail) and not by joining texts.',
    },
    {
      text: 'Look at the message as it is: lines end in CR LF and have at most 998 bytes; From, Date and Message-ID are there once; everything outside ASCII is encoded.',
      command: "file MESSAGE; grep -nP '[^\\x00-\\x7F]' MESSAGE | head; awk 'length > 998' MESSAGE | wc -l",
    },
    {
      text: 'As administrator, see which check speaks; Postfix has several for line ends and headers.',
      command: 'postconf smtpd_forbid_bare_newline header_checks disable_mime_output_conversion',
    },
  ],
  check: envelopeCheck,
});
