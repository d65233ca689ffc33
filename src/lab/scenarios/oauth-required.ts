import { refuseLogins } from '../faults.ts';
import { mailHost } from '../healthy.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'oauth-required',
  title: 'The provider takes no passwords any more',
  story: 'The provider has switched basic authentication off; clients must sign in with OAuth 2.0.',
  fault(plan) {
    refuseLogins(plan, {
      smtp: '535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [lab.test]',
    });
  },
  run: { symptom: 'send', servers: [{ protocol: 'smtp', host: mailHost }] },
  cause: 'oauth-required',
});
