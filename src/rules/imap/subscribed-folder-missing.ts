import { defineRule } from '../../model/finding.ts';
import { folders } from '../../probes/facts/mail.ts';
import { danglingSubscriptions } from '../missing-subscriptions.ts';

const shown = 5;

export default defineRule({
  id: 'imap/subscribed-folder-missing',
  title: 'A subscribed folder does not exist',
  severity: 'warning',
  on: 'endpoint',
  reads: [folders],
  messages: { missing: 'Subscribed, but not there: {folders}.' },
  *check(at, view) {
    const found = view.value(folders, at);
    if (found === undefined) return;
    const gone = danglingSubscriptions(found).filter(({ twin }) => twin === undefined);
    if (gone.length === 0) return;
    const names = gone.slice(0, shown).map(({ folder }) => folder.name);
    const args = { host: at.host, port: at.port, folders: names.join(', '), count: gone.length };
    yield { message: 'missing', args };
  },
});
