import { scenario } from '../scenario.ts';

export default scenario({
  id: 'namespace-prefix',
  title: 'Folders live below INBOX, subscriptions do not',
  story:
    'The server was moved to one that keeps all folders below INBOX. The old subscription of Sent no longer names anything.',
  fault(plan) {
    const { mailbox } = plan;
    mailbox.prefix = 'INBOX.';
    mailbox.delimiter = '.';
    for (const folder of mailbox.folders) {
      if (folder.name !== 'INBOX') folder.name = `INBOX.${folder.name.replaceAll('/', '.')}`;
    }
    mailbox.danglingSubscriptions.push('Sent');
  },
  run: { symptom: 'sync' },
  cause: 'namespace-prefix',
});
