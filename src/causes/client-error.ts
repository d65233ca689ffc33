import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { envelopeCheck } from './envelope-check.ts';
import { loginCheck } from './login-check.ts';
import { refusalOf } from './refusal.ts';
import { endpointsOf } from './where.ts';

const isSmtp = (at: Parameters<typeof endpointsOf>[0]): boolean => endpointsOf(at)[0]?.protocol === 'smtp';

export default defineCause({
  id: 'client-error',
  title: 'The server takes a command for wrong',
  layer: 'protocol',
  sharing: 'host',
  symptoms: refusedAs('client-error'),
  vague: true,
  expects: () => [{ text: 'a mail program gets the same reply (mailcheck sent the command here)', state: 'untested' }],
  summary: (at) =>
    `${refusalOf(at)} The server finds fault with a command: it does not know it, or not at this place, or not with these words.`,
  actions: (at) => [
    {
      text: 'Compare with a mail program: if that works, the server stumbles over what only some clients send; if not, it is the server or something before it.',
    },
    {
      text: 'See the conversation, and which command the reply follows.',
      command: `${isSmtp(at) ? envelopeCheck(at) : loginCheck(at)} --transcript`,
    },
    {
      text: 'Update the program that gets the reply, or switch off the extension that the server announces and does not master (pipelining, IDLE, compression, special listings).',
    },
    {
      text: 'Look for virus scanners, proxies and firewalls that rewrite the protocol, and go past them once.',
    },
    {
      text: 'As administrator, update the server, or take the extension out of what it announces.',
      command: isSmtp(at)
        ? 'postconf smtpd_discard_ehlo_keywords smtpd_soft_error_limit smtpd_hard_error_limit'
        : 'doveconf imap_capability imap_client_workarounds',
    },
  ],
  check: (at) => (isSmtp(at) ? envelopeCheck(at) : loginCheck(at)),
});
