import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'folder-operation-refused',
  title: 'More folders than the server lists',
  story: 'The mailbox has more folders than the server lists in one answer.',
  fault(plan) {
    answer(plan, { protocol: 'imap' }, 'LIST', '{tag} NO [LIMIT] Too many folders: the limit of 1000 is exceeded');
  },
  cause: 'folder-operation-refused',
});
