import { defineCause } from '../model/cause.ts';
import { folders } from '../probes/facts/mail.ts';
import { refusedAs } from '../rules/refusals.ts';
import { folderCheck } from './folder-check.ts';
import { refusalOf } from './refusal.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';
import { endpointsOf } from './where.ts';

export default defineCause({
  id: 'folder-not-found',
  title: 'A subscribed folder is no longer there',
  layer: 'mailbox',
  sharing: 'host',
  symptoms: [{ rule: 'imap/subscribed-folder-missing' }, ...refusedAs('folder-not-found')],
  ruledOut: (at) =>
    stated(
      'a missing name prefix (no folder of that name exists under the prefix either)',
      ...endpointsOf(at)
        .filter((one) => at.view.value(folders, one) !== undefined)
        .map((one) => at.view.id(folders, one)),
    ),
  summary(at) {
    const own = at.findings.find(({ rule }) => rule === 'imap/subscribed-folder-missing');
    if (own === undefined) return refusalOf(at);
    const count = Number(own.args.count ?? 1);
    return `${textOf(own, 'folders')} ${count === 1 ? 'is' : 'are'} subscribed at ${at.hosts[0] ?? 'the server'}, but ${count === 1 ? 'does' : 'do'} not exist there: renamed or deleted by another program. Programs that still use the old name report an error at every sync.`;
  },
  actions: (at) => [
    {
      text: 'Unsubscribe the old name in the mail program or webmail; mail that moved with a rename is under the new name.',
    },
    { text: 'See which folders there are, and under which names.', command: folderCheck(at) },
    {
      text: 'If a program still files into it (Sent, Drafts, Archive, a filter), choose an existing folder in its settings.',
    },
    {
      text: 'If it was deleted by mistake, look in Trash, then ask the provider for a backup: a deletion by IMAP cannot be undone.',
    },
    {
      text: 'As administrator of Dovecot, take the dead entry out.',
      command: 'doveadm mailbox unsubscribe -u USER FOLDER',
    },
  ],
  check: folderCheck,
});
