import { refuseLogins } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'too-many-login-attempts',
  title: 'Logins are blocked after too many failures',
  story: 'A device that still has the old password has tried so often that the server blocks all logins for a while.',
  fault(plan) {
    refuseLogins(plan, {
      imap: 'NO Too many login attempts, try again later.',
      pop3: '-ERR [AUTH] Too many failed login attempts, try again later.',
      smtp: '535 5.7.0 (#AUTH005) Too many bad auth attempts.',
    });
  },
  cause: 'too-many-login-attempts',
});
