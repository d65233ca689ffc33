import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { loginCheck } from './login-check.ts';
import { refusalOf } from './refusal.ts';
import { endpointsOf } from './where.ts';

export default defineCause({
  id: 'mailbox-in-use',
  title: 'The mailbox is in use by another session',
  layer: 'mailbox',
  sharing: 'host',
  symptoms: refusedAs('mailbox-in-use'),
  summary: (at) =>
    `${refusalOf(at)} ${
      endpointsOf(at).some(({ protocol }) => protocol === 'pop3')
        ? 'A POP3 session keeps the maildrop for itself (RFC 1939, section 4) until it ends, or until the server gives it up after ten minutes.'
        : 'Another session, or a program on the server, holds a lock on it.'
    } Name and password are not in question.`,
  actions: (at) => [
    {
      text: 'Close the other programs and devices that fetch this mailbox, or wait ten minutes for a session that was cut off.',
      command: loginCheck(at),
    },
    {
      text: 'Let several devices use IMAP: it is made for many at once. With POP3 let one device fetch, and not more often than every ten minutes.',
    },
    {
      text: 'As administrator, see who holds it, and end what is stuck.',
      command: 'doveadm who; doveadm kick USER; ls -l /var/mail/*.lock',
    },
    {
      text: 'With mailboxes in one file (mbox), let the program that delivers and the one that reads use the same locks, or move to Maildir.',
      command: 'doveconf mbox_read_locks mbox_write_locks pop3_lock_session; postconf mailbox_delivery_lock',
    },
  ],
  check: loginCheck,
});
