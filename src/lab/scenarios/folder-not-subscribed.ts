import { scenario } from '../scenario.ts';

export default scenario({
  id: 'folder-not-subscribed',
  title: 'The Sent folder is not subscribed',
  story: 'Sent exists on the server, but is not subscribed, so a client that shows only subscribed folders hides it.',
  fault(plan) {
    for (const folder of plan.mailbox.folders) if (folder.name === 'Sent') folder.subscribed = false;
  },
  run: { symptom: 'sync' },
  cause: 'folder-not-subscribed',
});
