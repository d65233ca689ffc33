import { refuseLogins } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'app-password-required',
  title: 'An app password is needed',
  story: 'Two-step verification is on: the provider takes only app passwords from mail programs.',
  fault(plan) {
    refuseLogins(plan, {
      imap: 'NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)',
      pop3: '-ERR [AUTH] Application-specific password required: https://support.google.com/accounts/answer/185833',
      smtp: [
        '534-5.7.9 Application-specific password required. For more information, go to',
        '534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor',
      ],
    });
  },
  cause: 'app-password-required',
});
