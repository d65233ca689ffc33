import { refuseLogins } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'protocol-access-disabled',
  title: 'IMAP is switched off for the account',
  story: 'IMAP access is off in the settings of the account; sending and POP3 work.',
  fault(plan) {
    refuseLogins(plan, {
      imap: 'NO [ALERT] Your account is not enabled for IMAP use. Please visit your settings page and enable your account for IMAP access. (Failure)',
    });
  },
  cause: 'protocol-access-disabled',
});
