import { scenario } from '../scenario.ts';

export default scenario({
  id: 'folder-not-found',
  title: 'A subscribed folder is gone',
  story: 'The folder Projects was deleted on another device, but its subscription is still there.',
  fault(plan) {
    plan.mailbox.danglingSubscriptions.push('Projects');
  },
  run: { symptom: 'sync' },
  cause: 'folder-not-found',
});
