import { policyPath } from '../healthy-web.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'mta-sts-policy-mismatch',
  title: 'The MTA-STS policy names the old mail server',
  story: 'Mail moved to a new server, and the policy, which is enforced, still names the one before.',
  fault(plan) {
    const [page] = plan.web.map(({ pages }) => pages[policyPath]);
    if (page !== undefined) page.body = page.body?.replace('mx: mail.lab.test', 'mx: oldmail.lab.test') ?? '';
  },
  run: { records: {} },
  cause: 'mta-sts-policy-mismatch',
});
