import { defineRule } from '../../model/finding.ts';
import { type Folders, folders } from '../../probes/facts/mail.ts';
import { isInbox } from '../missing-subscriptions.ts';

/** RFC 6154 uses, and names that programs give such folders where the server does not mark them. */
const special: Readonly<Record<string, readonly string[]>> = {
  '\\Sent': [
    'sent',
    'sent items',
    'sent messages',
    'sent mail',
    'sent-mail',
    'gesendet',
    'gesendete objekte',
    'gesendete elemente',
    'éléments envoyés',
    'elementos enviados',
    'envoyés',
    'enviados',
  ],
  '\\Drafts': ['drafts', 'draft', 'entwürfe', 'brouillons', 'borradores'],
  '\\Trash': [
    'trash',
    'deleted items',
    'deleted messages',
    'bin',
    'papierkorb',
    'gelöschte objekte',
    'gelöschte elemente',
    'éléments supprimés',
    'elementos eliminados',
    'corbeille',
    'papelera',
  ],
  '\\Junk': ['junk', 'spam', 'junk e-mail', 'junk email', 'bulk mail', 'junk-e-mail', 'indésirables'],
};

export default defineRule({
  id: 'imap/special-folder-missing',
  title: 'A folder for sent, draft, deleted or junk mail is missing',
  severity: 'warning',
  on: 'endpoint',
  reads: [folders],
  messages: { missing: 'There is no folder for {missing}: each program makes one of its own, and devices disagree.' },
  *check(at, view) {
    const found = view.value(folders, at);
    // Nobody has filed anything yet in a mailbox that is INBOX alone.
    if (!found?.folders.some(({ name, exists }) => exists && !isInbox(name))) return;
    const missing = Object.keys(special).filter((use) => !has(found, use));
    if (missing.length === 0) return;
    const names = missing.map((use) => use.slice(1).toLowerCase()).join(', ');
    yield { message: 'missing', args: { host: at.host, port: at.port, missing: names } };
  },
});

function has({ folders: all }: Folders, use: string): boolean {
  return all
    .filter(({ exists }) => exists)
    .some(({ name, delimiter, specialUse }) => {
      const last = delimiter === null ? name : (name.split(delimiter).at(-1) ?? name);
      const isMarked = specialUse.some((mark) => mark.toLowerCase() === use.toLowerCase());
      return isMarked || special[use]?.includes(last.normalize().toLowerCase());
    });
}
