import { services } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'tls-incompatible',
  title: 'The server speaks obsolete TLS only',
  story: 'An old mail server knows no TLS version that is still in use, and ends every handshake with an alert.',
  fault(plan) {
    for (const service of services(plan)) service.tlsAlert = 70;
  },
  cause: 'tls-incompatible',
});
