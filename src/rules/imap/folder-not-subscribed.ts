import { defineRule } from '../../model/finding.ts';
import { type Folder, type Folders, folders } from '../../probes/facts/mail.ts';
import { isInbox, isPersonal } from '../missing-subscriptions.ts';

const shown = 5;

export default defineRule({
  id: 'imap/folder-not-subscribed',
  title: 'A folder is not subscribed',
  severity: 'warning',
  on: 'endpoint',
  reads: [folders],
  messages: { hidden: 'Not subscribed, though other folders are: {folders}.' },
  *check(at, view) {
    const found = view.value(folders, at);
    if (found === undefined || !usesSubscriptions(found)) return;
    const hidden = found.folders
      .filter(({ name, subscribed, exists, selectable }) => !isInbox(name) && !subscribed && exists && selectable)
      .filter(({ name }) => isPersonal(name, found))
      .sort((a, b) => b.specialUse.length - a.specialUse.length);
    if (hidden.length === 0) return;
    const names = hidden.slice(0, shown).map(({ name }) => name);
    const args = { host: at.host, port: at.port, folders: names.join(', '), count: hidden.length };
    yield { message: 'hidden', args };
  },
});

/** Where nothing but INBOX is subscribed nobody uses subscriptions, and a server that does not tell says nothing. */
const usesSubscriptions = (found: Folders): boolean =>
  found.subscriptionsBy !== 'none' &&
  found.folders.some(({ name, subscribed, exists }: Folder) => subscribed && exists && !isInbox(name));
