import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'resync-needed',
  title: 'A maildrop that changed under the session',
  story: 'Another program emptied the folder while the POP3 session was open, and the server lost track of it.',
  fault(plan) {
    const text = '-ERR [SYS/TEMP] Mailbox is in inconsistent state, please relogin.';
    answer(plan, { protocol: 'pop3' }, 'STAT', text);
  },
  cause: 'resync-needed',
});
