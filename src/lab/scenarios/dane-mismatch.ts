import { mailHost } from '../healthy.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'dane-mismatch',
  title: 'The certificate was renewed, the TLSA record was not',
  story: 'The mail server got a certificate with a new key, and the TLSA record in the signed zone names the old one.',
  fault(plan) {
    plan.dns.zone[`_25._tcp.${mailHost}`] = { TLSA: [`3 1 1 ${'5f'.repeat(32)}`] };
  },
  run: { records: {} },
  cause: 'dane-mismatch',
});
