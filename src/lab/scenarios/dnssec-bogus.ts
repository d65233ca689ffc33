import { scenario } from '../scenario.ts';

export default scenario({
  id: 'dnssec-bogus',
  title: 'The signatures of the zone have run out',
  story: 'The name server stopped signing the zone; resolvers that check DNSSEC answer SERVFAIL for all of its names.',
  fault(plan) {
    plan.dns.faults['*.lab.test'] = 'bogus';
  },
  cause: 'dnssec-bogus',
});
