import { defineCause } from '../model/cause.ts';
import { maildrop } from '../probes/facts/mail.ts';
import { loginCheck } from './login-check.ts';
import { stated } from './statement.ts';
import { quote, textOf } from './text-of.ts';
import { endpointsOf, whereOf } from './where.ts';

export default defineCause({
  id: 'pop3-uidl-unstable',
  title: 'The POP3 server changes the identifiers of messages',
  layer: 'mailbox',
  sharing: 'host',
  symptoms: [{ rule: 'pop3/uidl-unstable' }],
  ruledOut: (at) =>
    stated(
      'new mail arriving meanwhile (only messages in both lists were compared)',
      ...endpointsOf(at)
        .filter((one) => at.view.value(maildrop, one)?.uidl === 'unstable')
        .map((one) => at.view.id(maildrop, one)),
    ),
  summary(at) {
    const [one] = endpointsOf(at);
    const duplicates = one === undefined ? 0 : (at.view.value(maildrop, one)?.duplicateUids ?? 0);
    const messages = textOf(at.first, 'messages');
    const uid = textOf(at.first, 'uid');
    const example = (text: string) => (uid === '' ? '' : ` (${quote(uid)}${text})`);
    const how =
      at.first.message === 'duplicate'
        ? `gives ${duplicates} messages an identifier that another one has${example('')}`
        : `gave other identifiers when asked twice in one session${example(' was in the first list only')}`;
    return `${whereOf(at)} ${how}${messages === '' ? '' : `, in a maildrop of ${messages} messages`}. Programs that leave mail on the server fetch everything again, or miss new mail.`;
  },
  actions: (at) => [
    { text: 'Use IMAP instead of POP3: it does not depend on these identifiers.' },
    { text: 'Until it is mended, have the mail program delete messages from the server once fetched, after a backup.' },
    {
      text: 'As administrator of Dovecot, keep pop3_uidl_format as it was before the last change or migration, and let it be unique.',
      command: 'doveconf pop3_uidl_format',
    },
    { text: 'Compare two listings yourself.', command: `${loginCheck(at)} --transcript` },
  ],
  check: loginCheck,
});
