import { scenario } from '../scenario.ts';

export default scenario({
  id: 'resolver-rewrites',
  title: 'The resolver makes names up',
  story: 'The resolver of this network gives an address of its own for every name that does not exist.',
  fault(plan) {
    plan.dns.rewritesTo = '203.0.113.80';
  },
  cause: 'resolver-rewrites',
});
