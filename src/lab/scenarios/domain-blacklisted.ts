import { scenario } from '../scenario.ts';

export default scenario({
  id: 'domain-blacklisted',
  title: 'The domain is on a block list',
  story: 'A hacked page of the domain was advertised in spam; the name is now on a list that many receivers ask.',
  fault(plan) {
    const zone = 'dbl.spamhaus.org';
    plan.dns.blockLists[zone] = { ...plan.dns.blockLists[zone], [plan.domain]: ['127.0.1.102'] };
  },
  cause: 'domain-blacklisted',
});
