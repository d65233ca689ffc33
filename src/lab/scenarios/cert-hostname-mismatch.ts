import { scenario } from '../scenario.ts';

export default scenario({
  id: 'cert-hostname-mismatch',
  title: 'The certificate is for another name',
  story: 'The mail server shows the certificate of the hosting provider, which does not name mail.lab.test.',
  fault(plan) {
    plan.certificates.mail = { names: ['server7.hosting.test', 'www.hosting.test'] };
  },
  cause: 'cert-hostname-mismatch',
});
