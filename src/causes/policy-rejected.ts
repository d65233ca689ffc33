import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { cluesFor } from './clues.ts';
import { minuteOf } from './command-line.ts';
import { envelopeCheck } from './envelope-check.ts';
import { isAboutHere, isTemporary, refusalOf } from './refusal.ts';

export default defineCause({
  id: 'policy-rejected',
  title: 'Refused by a rule that the server does not name',
  layer: 'envelope',
  sharing: 'host',
  vague: true,
  symptoms: refusedAs('policy-rejected'),
  expects: () => [{ text: 'which rule it was (only the administrator of that server can see it)', state: 'untested' }],
  summary: (at) => `${refusalOf(at)} The server applies a rule of its own and does not say which.${cluesFor(at)}`,
  actions: (at) => [
    ...(isAboutHere(at.findings)
      ? [
          {
            text: 'Nothing, as long as your programs send through the provider’s server on 465 or 587 with a login.',
          },
        ]
      : []),
    {
      text: `Send the whole reply, with every number and link in it, and the time (${minuteOf(at.view)}) to the postmaster of that server: it leads to the line in the log that names the rule.`,
    },
    {
      text: `Try ${isTemporary(at.first) ? 'again after an hour, then ' : ''}with another recipient at the same domain, and with another sender: what passes shows whether the rule is about the sender, the recipient or the message.`,
    },
    {
      text: 'Meanwhile check what such rules look at: block lists, SPF, DKIM and DMARC of the sender’s domain, the reverse name of the sending address.',
    },
    {
      text: 'As administrator of the server that refuses, find the line in the log; Postfix names the rule there.',
      command: "journalctl -u 'postfix*' --since -15min | grep -E 'reject|milter'",
    },
  ],
  check: envelopeCheck,
});
