import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'client-error',
  title: 'A server that announces what it does not know',
  story: 'The IMAP server announces extended listings and calls the command for them wrong.',
  fault(plan) {
    answer(plan, { protocol: 'imap' }, 'LIST', '{tag} BAD Command Argument Error. 11');
  },
  cause: 'client-error',
});
