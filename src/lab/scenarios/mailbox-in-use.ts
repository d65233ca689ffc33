import { refuseLogins } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'mailbox-in-use',
  title: 'Two programs that fetch by POP3',
  story: 'Another device has the maildrop open; the server lets one POP3 session in at a time.',
  fault(plan) {
    refuseLogins(plan, { pop3: '-ERR [IN-USE] Mailbox is locked by another POP3 session.' });
  },
  cause: 'mailbox-in-use',
});
