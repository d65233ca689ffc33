import { defineCause } from '../model/cause.ts';
import { folders } from '../probes/facts/mail.ts';
import { refusedAs } from '../rules/refusals.ts';
import { folderCheck } from './folder-check.ts';
import { refusalOf } from './refusal.ts';
import { stated } from './statement.ts';
import { quote, textOf } from './text-of.ts';
import { endpointsOf } from './where.ts';

export default defineCause({
  id: 'namespace-prefix',
  title: 'Folder names lack the prefix that the server wants',
  layer: 'mailbox',
  sharing: 'host',
  symptoms: [{ rule: 'imap/namespace-prefix' }, ...refusedAs('namespace-prefix')],
  explains: [
    { rule: 'imap/subscribed-folder-missing' },
    { rule: 'imap/folder-not-subscribed' },
    { rule: 'imap/special-folder-missing' },
  ],
  ruledOut: (at) =>
    stated(
      'lost folders (they are on the server, under the other name)',
      ...endpointsOf(at)
        .filter((one) => at.view.value(folders, one) !== undefined)
        .map((one) => at.view.id(folders, one)),
    ),
  summary(at) {
    const own = at.findings.find(({ rule }) => rule === 'imap/namespace-prefix');
    if (own === undefined) return refusalOf(at);
    const prefix = textOf(own, 'prefix');
    const delimiter = textOf(own, 'delimiter');
    const names = textOf(own, 'folders');
    const wanted = prefix === '' ? 'no prefix' : `the prefix ${quote(prefix)}`;
    return `At ${at.hosts[0] ?? 'the server'} personal folders have ${wanted}${delimiter === '' ? '' : ` and ${quote(delimiter)} between levels`}; a program uses ${names === '' ? 'names of the other form' : names} instead. It files mail beside the folders that other programs show.`;
  },
  actions(at) {
    const prefix = textOf(at.first, 'prefix');
    return [
      {
        text:
          prefix === ''
            ? 'Empty the IMAP path prefix (root folder) in the mail program that has one set.'
            : `Set the IMAP path prefix (root folder) to ${quote(prefix.replace(/[./]$/, ''))} in the mail program that uses the wrong names, or leave it empty so that it asks the server.`,
      },
      {
        text: 'Unsubscribe the names of the wrong form, then choose Sent, Drafts and Trash anew in each program.',
        command: folderCheck(at),
      },
      {
        text: 'As administrator, keep the prefix when you change servers: in Dovecot a hidden second namespace lets old names go on working.',
        command: 'doveconf -n | grep -A8 namespace',
      },
    ];
  },
  check: folderCheck,
});
