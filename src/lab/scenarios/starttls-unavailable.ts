import { services } from '../faults.ts';
import { mailHost } from '../healthy.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'starttls-unavailable',
  title: 'The submission server has no TLS',
  story:
    'TLS was never set up in the SMTP server: port 587 offers no STARTTLS and therefore no login, and port 465 is closed.',
  fault(plan) {
    for (const service of services(plan, { protocol: 'smtp' })) service.security = 'none';
    for (const service of services(plan, { ports: [587] })) service.mechanisms = [];
    plan.blocked.push({ port: 465, how: 'refused' });
    delete plan.dns.zone['_submissions._tcp.lab.test'];
  },
  run: { symptom: 'send', servers: [{ protocol: 'smtp', host: mailHost, port: 587, security: 'starttls' }] },
  cause: 'starttls-unavailable',
});
