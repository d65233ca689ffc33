import { type Case, defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { userOf } from './command-line.ts';
import { envelopeCheck } from './envelope-check.ts';
import { folderCheck } from './folder-check.ts';
import { refusalOf } from './refusal.ts';
import { textOf } from './text-of.ts';
import { whereOf } from './where.ts';

const full = (at: Case) => at.findings.find(({ rule, message }) => rule === 'imap/quota-full' && message !== 'nearly');
const refused = (at: Case) => at.findings.filter(({ rule }) => rule !== 'imap/quota-full');
const recipient = (at: Case): string | undefined =>
  refused(at)
    .map((one) => textOf(one, 'to'))
    .find((to) => to !== '');
const isOwn = (at: Case): boolean =>
  full(at) !== undefined || recipient(at) === undefined || recipient(at) === at.view.target.address;

export default defineCause({
  id: 'mailbox-full',
  title: 'The mailbox is full',
  layer: 'mailbox',
  sharing: 'run',
  symptoms: [{ rule: 'imap/quota-full' }, ...refusedAs('mailbox-full')],
  /** Nearly full still works. */
  excluded: (at) => full(at) === undefined && refused(at).length === 0,
  summary(at) {
    const sentences = [];
    const own = full(at);
    if (own !== undefined) {
      sentences.push(
        `The mailbox of ${userOf(at.view) ?? 'this account'} on ${whereOf({ findings: [own] }).replace(/ on \d+$/, '')} is ${textOf(own, 'percent')} % full (${textOf(own, 'used')} of ${textOf(own, 'limit')}): new mail to it is refused or deferred.`,
      );
    }
    if (refused(at).length > 0) sentences.push(refusalOf(at, ({ rule }) => rule !== 'imap/quota-full'));
    return sentences.join(' ');
  },
  actions(at) {
    if (!isOwn(at)) {
      return [
        { text: `Tell ${recipient(at)} by other means that the mailbox is full; nothing on your side can mend it.` },
        { text: 'Leave the message in the queue: most servers try again for some days.' },
      ];
    }
    return [
      { text: 'Empty Trash and Junk first, then delete or archive large messages; Sent is often the largest folder.' },
      ...(full(at) !== undefined
        ? [{ text: 'See after that whether it is still full.', command: folderCheck(at) }]
        : []),
      { text: 'Have POP3 programs remove messages from the server, or ask the provider for more space.' },
      {
        text: 'As administrator, see and recalculate the quota.',
        command: 'doveadm quota get -u USER; doveadm quota recalc -u USER',
      },
    ];
  },
  check: (at) => (full(at) === undefined ? envelopeCheck(at) : folderCheck(at)),
});
