import { defineCause } from '../model/cause.ts';
import { folders } from '../probes/facts/mail.ts';
import { refusedAs } from '../rules/refusals.ts';
import { folderCheck } from './folder-check.ts';
import { refusalOf } from './refusal.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';
import { endpointsOf } from './where.ts';

export default defineCause({
  id: 'folder-not-subscribed',
  title: 'Folders exist that are not subscribed',
  layer: 'mailbox',
  sharing: 'host',
  symptoms: [{ rule: 'imap/folder-not-subscribed' }, ...refusedAs('folder-not-subscribed')],
  yieldsTo: ['namespace-prefix'],
  ruledOut: (at) =>
    stated('lost folders (they are on the server)', ...endpointsOf(at).map((one) => at.view.id(folders, one))),
  summary(at) {
    const own = at.findings.find(({ rule }) => rule === 'imap/folder-not-subscribed');
    if (own === undefined) return refusalOf(at);
    const count = Number(own.args.count ?? 1);
    const are = count === 1 ? 'is not subscribed' : 'are not subscribed';
    return `${textOf(own, 'folders')} ${are} at ${at.hosts[0] ?? 'the server'}, though other folders are. Programs that show only subscribed folders hide ${count === 1 ? 'it' : 'them'}, and devices disagree.`;
  },
  actions: (at) => [
    {
      text: 'Subscribe to the folder in the mail program (in Thunderbird: right-click the account, Subscribe) or in webmail.',
    },
    { text: 'See which folders are subscribed, and which are not.', command: folderCheck(at) },
    {
      text: 'Or have the program show all folders: in Thunderbird, server settings, advanced, "Show only subscribed folders" off.',
    },
    {
      text: 'As administrator of Dovecot, subscribe the user, or let new folders subscribe themselves (auto = subscribe).',
      command: 'doveadm mailbox subscribe -u USER FOLDER',
    },
  ],
  check: folderCheck,
});
