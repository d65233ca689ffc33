import { type Case, defineCause } from '../model/cause.ts';
import type { Finding } from '../model/finding.ts';
import { folders } from '../probes/facts/mail.ts';
import { refusedAs } from '../rules/refusals.ts';
import { folderCheck } from './folder-check.ts';
import { refusalOf } from './refusal.ts';
import { stated } from './statement.ts';
import { quote, textOf } from './text-of.ts';
import { endpointsOf } from './where.ts';

/** True when the folders that are not subscribed are the very ones that are subscribed under the other name. */
function isTwin(hidden: Finding, at: Case): boolean {
  const names = textOf(hidden, 'folders').split(', ');
  const own = at.findings.find(({ rule }) => rule === 'imap/namespace-prefix');
  if (own === undefined || names.length !== Number(hidden.args.count)) return false;
  const prefix = textOf(own, 'prefix');
  const others = textOf(own, 'folders')
    .split(', ')
    .map((name) => (prefix === '' ? name.replace(/^INBOX./, '') : prefix + name));
  return names.every((name) => others.includes(name));
}

export default defineCause({
  id: 'namespace-prefix',
  title: 'Folder names lack the prefix that the server wants',
  layer: 'mailbox',
  sharing: 'host',
  symptoms: [{ rule: 'imap/namespace-prefix' }, ...refusedAs('namespace-prefix')],
  explains: [{ rule: 'imap/folder-not-subscribed' }],
  accountsFor: (finding, at) => isTwin(finding, at),
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
    return `At ${at.hosts[0] ?? 'the server'} personal folders have ${wanted}${delimiter === '' ? '' : ` and ${quote(delimiter)} between levels`}; ${names === '' ? 'a name of the other form' : names} is subscribed without regard to that. The program that did so shows empty folders, or files mail beside those that other programs show.`;
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
