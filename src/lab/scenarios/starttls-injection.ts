import { services } from '../faults.ts';
import { mailHost } from '../healthy.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'starttls-injection',
  title: 'Somebody speaks into the start of TLS',
  story:
    'Plain text follows the go-ahead for TLS in the same packet: somebody in the middle tries to have it taken for the reply to a later command.',
  fault(plan) {
    for (const service of services(plan, { ports: [587] })) service.smuggled = '250-mail.lab.test\r\n250 AUTH PLAIN';
  },
  run: { symptom: 'send', servers: [{ protocol: 'smtp', host: mailHost, port: 587, security: 'starttls' }] },
  cause: 'starttls-injection',
});
