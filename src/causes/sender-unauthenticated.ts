import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { cluesFor } from './clues.ts';
import { envelopeCheck } from './envelope-check.ts';
import { isAboutHere, refusalOf } from './refusal.ts';
import { senderDomainWord } from './sender-of.ts';
import { sentFromHere } from './sent-from-here.ts';

export default defineCause({
  id: 'sender-unauthenticated',
  title: 'Nothing proves who sent the message (SPF, DKIM)',
  layer: 'reputation',
  sharing: 'run',
  symptoms: refusedAs('sender-unauthenticated'),
  summary: (at) =>
    `${refusalOf(at)} The receiver wants SPF or DKIM, often both, to pass for the sender’s domain.${isAboutHere(at.findings) ? '' : sentFromHere(at)}${cluesFor(at)}`,
  actions(at) {
    const name = senderDomainWord(at);
    return [
      { text: 'Send through the provider’s own server on 465 or 587 with a login: it is the one that signs.' },
      {
        text: 'As administrator, sign with DKIM under the domain of the From line (OpenDKIM, rspamd or the switch of the provider), and publish the key.',
        command: `mailcheck dns ${name} --generate`,
      },
      {
        text: 'Add the address that sends to SPF; mind IPv6, which servers prefer and records forget.',
        command: `dig +short TXT ${name}`,
      },
      {
        text: 'Send a message to a mailbox of your own at a large provider, and read dkim= and spf= in Authentication-Results; "body hash did not verify" means that something changes the message after it was signed.',
      },
    ];
  },
  check: envelopeCheck,
});
