import { mailIpv4 } from '../healthy.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'ip-blacklisted',
  title: 'The sending address is on a block list',
  story: 'A hacked account sent spam through the server, whose IPv4 address is now on a list that many receivers use.',
  fault(plan) {
    plan.dns.blockLists['zen.spamhaus.org'] = { ...plan.dns.blockLists['zen.spamhaus.org'], [mailIpv4]: ['127.0.0.2'] };
  },
  cause: 'ip-blacklisted',
});
