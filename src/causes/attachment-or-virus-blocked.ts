import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { envelopeCheck } from './envelope-check.ts';
import { refusalOf } from './refusal.ts';
import { isTestMessage } from './test-message.ts';

export default defineCause({
  id: 'attachment-or-virus-blocked',
  title: 'A virus or a forbidden attachment is refused',
  layer: 'message',
  sharing: 'host',
  symptoms: refusedAs('attachment-or-virus-blocked'),
  summary: (at) =>
    `${refusalOf(at)} A scanner has found something in the message that it lets nobody send.${isTestMessage(at) ? ' The test message of mailcheck is a line of plain text and has no attachment: the rule is wider than it is meant to be.' : ''}`,
  actions: (at) => [
    ...(isTestMessage(at)
      ? [
          {
            text: 'As administrator, find the rule by the number in the reply, and narrow it: types of files, not every part of a message.',
            command: "journalctl --since -15min | grep -iE 'banned|infected|virus|clamav|amavis|rspamd'",
          },
        ]
      : []),
    {
      text: 'Put the file where the recipient can fetch it (cloud storage, a transfer page), and send the link; a ZIP or a new name does not help, for scanners look inside.',
    },
    {
      text: 'If you did not attach anything of the kind, scan the machine with another scanner before you send again, and change the mail password from a clean one.',
    },
    {
      text: 'For a false alarm, look up the name that the scanner gives, and report the file to the maker of the scanner.',
    },
  ],
  check: envelopeCheck,
});
