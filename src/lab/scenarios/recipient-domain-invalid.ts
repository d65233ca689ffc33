import { mailHost } from '../healthy.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'recipient-domain-invalid',
  title: 'The MX record leads into a private network',
  story:
    'The zone of the office network was copied to the public name servers, with the address that the mail server has inside.',
  fault(plan) {
    plan.dns.zone[mailHost] = { A: ['10.0.0.25'] };
    for (const service of plan.services) if (service.host === mailHost) service.ips = ['10.0.0.25'];
  },
  run: { records: {} },
  cause: 'recipient-domain-invalid',
});
