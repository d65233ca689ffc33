import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { envelopeCheck } from './envelope-check.ts';
import { refusalOf } from './refusal.ts';
import { senderDomainWord } from './sender-of.ts';
import { sentFromHere } from './sent-from-here.ts';

export default defineCause({
  id: 'dmarc-fail',
  title: 'The message fails the DMARC policy of its domain',
  layer: 'reputation',
  sharing: 'run',
  symptoms: refusedAs('dmarc-fail'),
  summary: (at) =>
    `${refusalOf(at)} The domain in the From line asks receivers to refuse mail for which neither SPF nor DKIM passes under that same domain.${sentFromHere(at)}`,
  actions(at) {
    const name = senderDomainWord(at);
    return [
      {
        text: 'Send through the server that signs for the domain in the From line, and never with an address of Gmail, Yahoo or another provider through a different server.',
      },
      {
        text: 'As administrator of the domain, see policy, alignment and keys, then let every service that sends sign with DKIM (d=) under the domain or a subdomain of it.',
        command: `mailcheck dns ${name}`,
      },
      {
        text: 'Look at a message that did arrive elsewhere: Authentication-Results names which of spf, dkim and dmarc failed, and for which domain.',
      },
      {
        text: 'Mail that a list or a forwarder changes fails by nature: the list has to write itself into the From line, or leave subject and text as they are.',
      },
    ];
  },
  check: envelopeCheck,
});
