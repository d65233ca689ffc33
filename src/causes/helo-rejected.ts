import { type Case, defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { envelopeCheck } from './envelope-check.ts';
import { refusalOf } from './refusal.ts';
import { endpointsOf } from './where.ts';

/** A port for people who log in: there a program says whatever name its machine has. */
const isSubmission = (at: Case): boolean => endpointsOf(at).some(({ port }) => port !== 25);

export default defineCause({
  id: 'helo-rejected',
  title: 'The server does not accept the name in HELO',
  layer: 'envelope',
  sharing: 'host',
  symptoms: refusedAs('helo-rejected'),
  summary: (at) =>
    `${refusalOf(at)} It is about the name by which the client introduces itself; mailcheck says the address of this machine in brackets, as mail programs do.${isSubmission(at) ? ' At a port where people log in, such a rule refuses proper programs.' : ''}`,
  actions: (at) => [
    ...(isSubmission(at)
      ? [
          {
            text: 'As administrator of the server, lift the rule on 465 and 587: in master.cf give both services -o smtpd_helo_restrictions= with nothing behind it.',
            command: 'postconf smtpd_helo_restrictions; postconf -P | grep helo',
          },
        ]
      : []),
    {
      text: 'On a mail server that sends, set the name to one that the DNS leads back to its address.',
      command: 'postconf myhostname smtp_helo_name; dig +short A "$(postconf -h myhostname)"',
    },
    {
      text: 'In a script or device, set the local host name (often called HELO or FQDN) to a full name such as host.example.org, not localhost and not a single word.',
    },
    {
      text: 'In a mail program there is nothing to set: rename the computer to a word of letters, digits and hyphens, or send through 465 or 587 with a login.',
    },
  ],
  check: envelopeCheck,
});
