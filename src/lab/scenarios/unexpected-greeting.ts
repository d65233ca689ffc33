import { answer } from '../faults.ts';
import { mailHost } from '../healthy.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'unexpected-greeting',
  title: 'Another service answers on the IMAP port',
  story: 'Port 143 is redirected to an SSH server, which greets in its own way.',
  fault(plan) {
    answer(plan, { ports: [143] }, 'GREETING', 'SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3');
  },
  run: { symptom: 'receive', servers: [{ protocol: 'imap', host: mailHost, port: 143, security: 'starttls' }] },
  cause: 'unexpected-greeting',
});
