import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { envelopeCheck } from './envelope-check.ts';
import { refusalOf } from './refusal.ts';
import { domainOf } from './sender-of.ts';
import { hostWord } from './shell-word.ts';
import { textOf } from './text-of.ts';

export default defineCause({
  id: 'mail-loop',
  title: 'Mail goes round in a circle',
  layer: 'message',
  sharing: 'run',
  symptoms: refusedAs('mail-loop'),
  summary: (at) =>
    `${refusalOf(at)} Two servers, or one and itself, hand the message to each other until one of them counts the rounds and gives up.`,
  actions(at) {
    const recipient = at.findings.map((one) => domainOf(textOf(one, 'to'))).find((name) => name !== '');
    const name = hostWord(
      recipient ?? at.view.target.to?.map(domainOf)[0] ?? at.view.target.domain ?? 'example.org',
      'DOMAIN',
    );
    return [
      {
        text: 'As owner of a mailbox, switch off forwarding and filters that redirect: two mailboxes that forward to each other are the usual circle. Send a message, and put them back one by one.',
      },
      {
        text: 'Read the Received lines of the returned message from the bottom up: the names that repeat are the circle.',
      },
      {
        text: `As administrator of the server that the MX record of ${name} names, list the domain as one of its own; else it sends the mail on, to itself.`,
        command: `dig +short MX ${name}; postconf mydestination virtual_mailbox_domains relay_domains`,
      },
      {
        text: 'Behind address translation, tell Postfix its outside address; with a smarthost or a transport map, see that it does not point back.',
        command: 'postconf proxy_interfaces inet_interfaces relayhost transport_maps',
      },
    ];
  },
  check: envelopeCheck,
});
