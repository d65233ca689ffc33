import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { cluesFor } from './clues.ts';
import { diagnoseCommand } from './command-line.ts';
import { isAboutHere, isTemporary, refusalOf } from './refusal.ts';
import { namedLists, providerStep } from './said.ts';

export default defineCause({
  id: 'reputation-poor',
  title: 'The sender has a bad reputation at the receiver',
  layer: 'reputation',
  sharing: 'host',
  symptoms: refusedAs('reputation-poor'),
  summary: (at) =>
    `${refusalOf(at)} The receiver keeps a record of its own of addresses and domains; it names no list that one could be taken off.${cluesFor(at)}`,
  actions: (at) => [
    ...(isAboutHere(at.findings)
      ? [
          {
            text: 'Nothing, as long as your programs send through the provider’s server on 465 or 587 with a login: it is the record of this network, not of your mailbox.',
          },
        ]
      : []),
    {
      text: 'If you only have a mailbox there, forward the reply to your provider: it is the record of its server.',
    },
    {
      text: `As administrator, stop what is not wanted first (old lists, a hacked account, forwarded spam), and send ${isTemporary(at.first) ? 'more slowly: the receiver only puts it off so far' : 'nothing but wanted mail for some days'}.`,
      command:
        "journalctl -u 'postfix*' --since today | grep -o 'sasl_username=[^ ,]*' | sort | uniq -c | sort -rn | head",
    },
    ...providerStep(at),
    ...namedLists(at.findings),
    {
      text: 'Look at the receiver’s own figures: Google Postmaster Tools, Microsoft SNDS and JMRP, Yahoo Sender Hub; then ask there for mitigation, with the whole reply.',
    },
    {
      text: 'A new address has no record and is distrusted: begin with little mail to people who answer, and double it every few days.',
    },
  ],
  check: ({ view }) => diagnoseCommand(view.target, 'send'),
});
