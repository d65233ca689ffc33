import { services } from '../faults.ts';
import { mailHost } from '../healthy.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'plaintext-login-only',
  title: 'IMAP works without encryption only',
  story: 'The IMAP server has no TLS at all and takes passwords in plain text on port 143.',
  fault(plan) {
    for (const service of services(plan, { ports: [143] })) {
      service.security = 'none';
      service.plainTextLogin = true;
    }
    plan.blocked.push({ port: 993, how: 'refused' });
    delete plan.dns.zone['_imaps._tcp.lab.test'];
  },
  run: { symptom: 'receive', servers: [{ protocol: 'imap', host: mailHost, port: 143 }] },
  cause: 'plaintext-login-only',
});
