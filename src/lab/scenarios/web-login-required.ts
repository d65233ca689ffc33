import { refuseLogins } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'web-login-required',
  title: 'The provider wants to see a browser',
  story:
    'The provider finds the sign-in unusual and wants it confirmed in the browser before a mail program may log in.',
  fault(plan) {
    refuseLogins(plan, {
      imap: 'NO [WEBALERT https://accounts.lab.test/signin] Web login required.',
      pop3: '-ERR [SYS/PERM] Web login required: https://accounts.lab.test/signin',
      smtp: '534 5.7.14 <https://accounts.lab.test/signin> Please log in through your web browser and then try again.',
    });
  },
  cause: 'web-login-required',
});
