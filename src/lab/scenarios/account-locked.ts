import { refuseLogins } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'account-locked',
  title: 'The account is disabled',
  story: 'The administrator has disabled the account; its password is right, and refused everywhere.',
  fault(plan) {
    refuseLogins(plan, {
      imap: 'NO [CONTACTADMIN] Account disabled, please contact your administrator.',
      pop3: '-ERR [AUTH] authenticating: account disabled',
      smtp: '525 5.7.13 User account disabled',
    });
  },
  cause: 'account-locked',
});
