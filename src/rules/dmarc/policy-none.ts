import { defineRule } from '../../model/finding.ts';
import { dmarcPolicy } from '../../probes/facts/dmarc.ts';
import { governingRecord } from '../dmarc-record.ts';

export default defineRule({
  id: 'dmarc/policy-none',
  title: 'DMARC asks for nothing to be done with forged mail',
  severity: 'notice',
  on: 'domain',
  reads: [dmarcPolicy],
  messages: {
    none: 'The DMARC policy for {domain} is none: forged mail is delivered as any other. Good to begin with, not to stay with.',
    testing: 'The DMARC policy for {domain} is {policy} with t=y: receivers do not apply it yet.',
  },
  *check(at, view) {
    const governing = governingRecord(at, view);
    if (governing?.policy === undefined) return;
    const args = { domain: at.name, policy: governing.policy };
    if (governing.policy === 'none') yield { message: 'none', args };
    else if (governing.record.testing) yield { message: 'testing', args };
  },
});
