import { mailIpv6 } from '../healthy.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'ipv6-broken',
  title: 'IPv6 does not get through',
  story: 'The mail host has an IPv6 address in the DNS, but nothing answers there; IPv4 works.',
  fault(plan) {
    plan.blocked.push({ ip: mailIpv6, how: 'silent' });
  },
  cause: 'ipv6-broken',
});
