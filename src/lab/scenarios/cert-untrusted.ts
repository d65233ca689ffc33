import { mailHost } from '../healthy.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'cert-untrusted',
  title: 'A self-signed certificate',
  story: 'The mail server still has the certificate that it signed itself when it was installed.',
  fault(plan) {
    plan.certificates.mail = { names: [mailHost], selfSigned: true };
  },
  cause: 'cert-untrusted',
});
