import { defineRule } from '../../model/finding.ts';
import { folders } from '../../probes/facts/mail.ts';
import { danglingSubscriptions, personalPrefix } from '../missing-subscriptions.ts';

const shown = 5;

export default defineRule({
  id: 'imap/namespace-prefix',
  title: 'Folders are subscribed without, or with a wrong, name-space prefix',
  severity: 'warning',
  on: 'endpoint',
  reads: [folders],
  messages: {
    prefix: 'Subscribed without the prefix “{prefix}” of this server, or with one too many: {folders}.',
    needless: 'Subscribed with a prefix that this server does not have: {folders}.',
  },
  *check(at, view) {
    const found = view.value(folders, at);
    if (found === undefined) return;
    const twins = danglingSubscriptions(found).filter(({ twin }) => twin !== undefined);
    if (twins.length === 0) return;
    const names = twins.slice(0, shown).map(({ folder }) => folder.name);
    const prefix = personalPrefix(found);
    const args = {
      host: at.host,
      port: at.port,
      prefix,
      delimiter: found.personal[0]?.delimiter ?? '',
      folders: names.join(', '),
      count: twins.length,
    };
    yield { message: prefix === '' ? 'needless' : 'prefix', args };
  },
});
