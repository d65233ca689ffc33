import { mailHost } from '../healthy.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'dns-lookup-failed',
  title: 'The name server fails for the mail host',
  story: 'The name servers of the zone answer SERVFAIL for mail.lab.test, so its addresses cannot be found.',
  fault(plan) {
    plan.dns.faults[mailHost] = 'servfail';
  },
  cause: 'dns-lookup-failed',
});
