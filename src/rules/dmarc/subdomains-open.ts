import { defineRule } from '../../model/finding.ts';
import { dmarcPolicy } from '../../probes/facts/dmarc.ts';
import { governingRecord } from '../dmarc-record.ts';

export default defineRule({
  id: 'dmarc/subdomains-open',
  title: 'DMARC protects the domain, but not what is below it',
  severity: 'notice',
  on: 'domain',
  reads: [dmarcPolicy],
  messages: {
    open: 'The DMARC record of {name} has p={policy} and sp=none: mail in the name of any subdomain is delivered all the same.',
    nonexistent:
      'The DMARC record of {name} has p={policy} and np=none: mail in the name of subdomains that do not exist is delivered.',
  },
  *check(at, view) {
    const governing = governingRecord(at, view);
    const { policy, subdomains, nonexistent } = governing?.record ?? {};
    if (governing === undefined || policy === undefined || policy === 'none') return;
    const args = { name: governing.name, policy };
    if (subdomains === 'none') yield { message: 'open', args };
    else if (nonexistent === 'none') yield { message: 'nonexistent', args };
  },
});
