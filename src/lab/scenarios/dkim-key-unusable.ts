import { scenario } from '../scenario.ts';

export default scenario({
  id: 'dkim-key-unusable',
  title: 'The DKIM key was cut by the zone editor',
  story: 'The form for DNS records took only the first 255 characters of the key, so every signature fails.',
  fault(plan) {
    const key = plan.dns.zone['mail._domainkey.lab.test']?.TXT?.[0] ?? '';
    plan.dns.zone['mail._domainkey.lab.test'] = { TXT: [key.slice(0, 255)] };
  },
  run: { records: { selectors: ['mail'] } },
  cause: 'dkim-key-unusable',
});
