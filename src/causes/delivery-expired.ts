import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { envelopeCheck } from './envelope-check.ts';
import { refusalOf } from './refusal.ts';

export default defineCause({
  id: 'delivery-expired',
  title: 'The message waited too long for its delivery',
  layer: 'message',
  sharing: 'host',
  symptoms: refusedAs('delivery-expired'),
  summary: (at) =>
    `${refusalOf(at)} A server gives a message up when its time is over. A message that was sent just now cannot be that old: the clock of that server, or one on the way, is wrong.`,
  actions: () => [
    {
      text: 'As administrator of the server that refuses, look at its clock and that of each gateway behind it.',
      command: 'date -u; chronyc tracking',
    },
    {
      text: 'If it was a returned message, look for the last reason in the log of the server that kept it, and mend that; the expiry is only the end of the story.',
      command: "journalctl -u 'postfix*' --since -7days | grep 'status=deferred' | tail -20; postqueue -p",
    },
    { text: 'Send the message again after that: what has expired is not tried any more.' },
  ],
  check: envelopeCheck,
});
