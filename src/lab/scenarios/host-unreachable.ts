import { mailIpv4, mailIpv6 } from '../healthy.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'host-unreachable',
  title: 'No packet comes back from the mail host',
  story: 'A firewall in front of the mail host drops everything: all ports of both addresses are silent.',
  fault(plan) {
    plan.blocked.push({ ip: mailIpv4, how: 'silent' }, { ip: mailIpv6, how: 'silent' });
  },
  cause: 'host-unreachable',
});
