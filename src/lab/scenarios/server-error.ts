import { refuseLogins } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'server-error',
  title: 'The password database of the server is down',
  story:
    'The mail server cannot reach its own authentication service and answers every login with a temporary failure.',
  fault(plan) {
    refuseLogins(plan, {
      imap: 'NO [UNAVAILABLE] Temporary authentication failure. [mail:2026-01-01 10:00:00]',
      pop3: '-ERR [SYS/TEMP] Temporary authentication failure. [mail:2026-01-01 10:00:00]',
      smtp: '454 4.7.0 Temporary authentication failure: Connection lost to authentication server',
    });
  },
  cause: 'server-error',
});
