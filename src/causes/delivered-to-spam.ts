import { defineCause } from '../model/cause.ts';
import { diagnoseCommand } from './command-line.ts';

export default defineCause({
  id: 'delivered-to-spam',
  title: 'The message was delivered to the junk folder',
  layer: 'message',
  sharing: 'run',
  symptoms: [],
  textsOnly: true,
  summary: () =>
    'The message was accepted, and then marked as spam or filed in the junk folder; the sender was told nothing.',
  actions: () => [
    {
      text: 'As recipient, look into the junk folder, mark the message as "not spam", and put the sender into the address book: that teaches the filter.',
    },
    {
      text: 'Read the header of the message: X-Spam-Status, X-Forefront-Antispam-Report or X-Spamd-Result name the tests and what each counted; Authentication-Results says whether SPF, DKIM and DMARC passed.',
    },
    {
      text: 'As sender, mend what failed there; without SPF, DKIM and DMARC large providers put most mail into the junk folder.',
      command: 'mailcheck dns DOMAIN; mailcheck blacklist DOMAIN',
    },
    {
      text: 'As administrator of the receiving server, see which rule filed it: a score of the filter or a Sieve script.',
      command: "doveadm log find; grep -h 'stored mail into mailbox' /var/log/mail.log | tail",
    },
  ],
  check: ({ view }) => diagnoseCommand(view.target, 'send'),
});
