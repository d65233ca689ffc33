import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'permission-denied',
  title: 'A mailbox that belongs to somebody else on the disk',
  story: 'After a move the files of the mailbox belong to root; the server may not read them for the user.',
  fault(plan) {
    answer(plan, { protocol: 'imap' }, 'LIST', '{tag} NO [NOPERM] Permission denied (0.001 + 0.000 secs).');
  },
  cause: 'permission-denied',
});
