import { scenario } from '../scenario.ts';

export default scenario({
  id: 'special-folder-missing',
  title: 'There is no folder for deleted mail',
  story: 'The Trash folder does not exist, so every client makes one of its own or cannot delete.',
  fault(plan) {
    plan.mailbox.folders = plan.mailbox.folders.filter(({ name }) => name !== 'Trash');
  },
  run: { symptom: 'sync' },
  cause: 'special-folder-missing',
});
