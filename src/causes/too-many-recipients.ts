import { type Case, defineCause } from '../model/cause.ts';
import { envelope } from '../probes/facts/mail.ts';
import { refusedAs } from '../rules/refusals.ts';
import { envelopeCheck } from './envelope-check.ts';
import { refusalOf } from './refusal.ts';
import { endpointsOf } from './where.ts';

/** `It took 1 of 3 recipients.`, where that was seen. */
function taken(at: Case): string {
  const [one] = endpointsOf(at);
  const tried = one === undefined ? [] : (at.view.value(envelope, one)?.recipients ?? []);
  if (tried.length < 2) return '';
  return ` It took ${tried.filter(({ reply }) => reply.status.startsWith('2')).length} of ${tried.length} recipients.`;
}

export default defineCause({
  id: 'too-many-recipients',
  title: 'The message has too many recipients',
  layer: 'envelope',
  sharing: 'host',
  symptoms: refusedAs('too-many-recipients'),
  summary: (at) => `${refusalOf(at)}${taken(at)} To, Cc and Bcc are counted together.`,
  actions: () => [
    {
      text: 'Send it to fewer at once: 50 recipients a message pass nearly everywhere, 100 at most servers. Nobody who was accepted needs it twice.',
    },
    {
      text: 'For a circle of people use a mailing list or a group of the provider: it is one recipient, and nobody sees the addresses of the others.',
    },
    {
      text: 'In a script, go on with the refused recipients in a further message of the same session; 452 means "these later", not "never".',
    },
    {
      text: 'As administrator, see the limit; RFC 5321 asks for 100 at least.',
      command: 'postconf smtpd_recipient_limit smtp_destination_recipient_limit',
    },
  ],
  check: envelopeCheck,
});
