import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { envelopeCheck } from './envelope-check.ts';
import { refusalOf } from './refusal.ts';
import { senderOf } from './sender-of.ts';
import { quote, textOf } from './text-of.ts';

export default defineCause({
  id: 'address-syntax-invalid',
  title: 'An address is not well formed',
  layer: 'envelope',
  sharing: 'run',
  symptoms: refusedAs('address-syntax-invalid'),
  summary: (at) =>
    `${refusalOf(at)} The server takes the address for no address at all; whether there is a mailbox was not looked at.`,
  actions(at) {
    const address = textOf(at.first, 'to') || senderOf(at);
    return [
      {
        text: `Write the address anew by hand${address === '' ? '' : `, not copied (it was ${quote(address)})`}: no spaces or brackets, one @, no dot at the beginning, at the end or twice in a row, a domain with a dot.`,
      },
      {
        text: 'Delete the old entry from the address book and from the suggestions of the mail program; invisible characters come along with a copy.',
      },
      {
        text: 'In a script, hand over the bare address and leave names, commas and line ends out; one recipient for each RCPT command.',
      },
      {
        text: 'As administrator, let the sending program add the domain to short names, or accept what is missing only from your own machines.',
        command: 'postconf append_dot_mydomain myorigin strict_rfc821_envelopes',
      },
    ];
  },
  check: envelopeCheck,
});
