import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { cluesFor } from './clues.ts';
import { envelopeCheck } from './envelope-check.ts';
import { refusalOf } from './refusal.ts';
import { senderDomainWord } from './sender-of.ts';
import { sentFromHere } from './sent-from-here.ts';

export default defineCause({
  id: 'spam-content',
  title: 'The message is taken for spam',
  layer: 'message',
  sharing: 'run',
  symptoms: refusedAs('spam-content'),
  summary: (at) =>
    `${refusalOf(at)} A filter has added up what it holds against the message: words and links, and no less who sends it and from where.${sentFromHere(at)}${cluesFor(at)}`,
  actions(at) {
    const name = senderDomainWord(at);
    return [
      {
        text: 'Send a message of one plain sentence, without link, picture, attachment and signature: if that passes, put the parts back one by one, links first.',
      },
      {
        text: 'If it does not pass either, it is about the sender: see whether SPF, DKIM and DMARC hold and whether the domain is on a list.',
        command: `mailcheck dns ${name}; mailcheck blacklist ${name}`,
      },
      {
        text: 'Have the recipient look for it by the number in the reply, release it, and put your address on the list of wanted senders.',
      },
      {
        text: 'As administrator of the filter, see which tests fired and what each of them counted.',
        command: 'rspamc symbols < MESSAGE; spamassassin -t < MESSAGE',
      },
    ];
  },
  check: envelopeCheck,
});
