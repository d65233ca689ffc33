import { days, services } from '../faults.ts';
import { mailHost } from '../healthy.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'cert-differs-between-ports',
  title: 'One server still shows the old certificate',
  story:
    'The certificate was renewed, but only the IMAP and POP3 server was reloaded: SMTP goes on with the old one, which soon ends.',
  fault(plan) {
    plan.certificates.old = { names: [mailHost], notBefore: days(-70), notAfter: days(20) };
    for (const service of services(plan, { protocol: 'smtp' })) service.certificate = 'old';
  },
  cause: 'cert-differs-between-ports',
});
