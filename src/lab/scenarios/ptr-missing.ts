import { mailIpv4 } from '../healthy.ts';
import { scenario } from '../scenario.ts';
import { reversed } from '../servers/dns.ts';

export default scenario({
  id: 'ptr-missing',
  title: 'The sending address has no reverse name',
  story: 'The server moved to a new hoster, where nobody has set the PTR record of its address yet.',
  fault(plan) {
    delete plan.dns.zone[`${reversed(mailIpv4)}.in-addr.arpa`];
  },
  run: { records: { sendingIps: [mailIpv4] } },
  cause: 'ptr-missing',
});
