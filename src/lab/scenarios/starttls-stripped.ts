import { services } from '../faults.ts';
import { mailHost } from '../healthy.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'starttls-stripped',
  title: 'A firewall hides STARTTLS',
  story: 'A firewall that inspects SMTP overwrites the STARTTLS keyword, so that mail goes in plain text.',
  fault(plan) {
    for (const service of services(plan, { protocol: 'smtp', ports: [25, 587] })) {
      service.mangled = true;
      service.actions.STARTTLS = '500 5.5.1 Command unrecognized: "XXXXXXXX"';
    }
  },
  run: { symptom: 'send', servers: [{ protocol: 'smtp', host: mailHost, port: 587, security: 'starttls' }] },
  cause: 'starttls-stripped',
});
