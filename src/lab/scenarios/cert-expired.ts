import { days } from '../faults.ts';
import { mailHost } from '../healthy.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'cert-expired',
  title: 'The certificate has expired',
  story: 'The certificate of the mail server ended twelve days ago and nobody renewed it.',
  fault(plan) {
    plan.certificates.mail = { names: [mailHost], notBefore: days(-102), notAfter: days(-12) };
  },
  cause: 'cert-expired',
});
