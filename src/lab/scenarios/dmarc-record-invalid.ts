import { scenario } from '../scenario.ts';

export default scenario({
  id: 'dmarc-record-invalid',
  title: 'Two DMARC records cancel each other',
  story: 'A reporting service had a DMARC record of its own added beside the one that was there.',
  fault(plan) {
    plan.dns.zone['_dmarc.lab.test']?.TXT?.push('v=DMARC1; p=none; rua=mailto:lab@reports.test');
  },
  run: { records: {} },
  cause: 'dmarc-record-invalid',
});
