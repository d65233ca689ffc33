import { defineRule } from '../../model/finding.ts';
import { stsPolicy } from '../../probes/facts/mta-sts.ts';

const day = 86_400;

export default defineRule({
  id: 'mta-sts/not-enforced',
  title: 'The MTA-STS policy protects little',
  severity: 'notice',
  on: 'domain',
  reads: [stsPolicy],
  messages: {
    testing: 'The MTA-STS policy of {domain} is in mode testing: senders report what fails, and deliver all the same.',
    none: 'The MTA-STS policy of {domain} is in mode none: it says that there is none.',
    'short-lived':
      'Senders keep the MTA-STS policy of {domain} for {seconds} s only: weeks are advised (RFC 8461 10.2).',
  },
  *check(at, view) {
    const result = view.value(stsPolicy, at)?.result;
    if (result?.kind !== 'policy') return;
    const { mode, maxAge } = result.policy;
    if (mode === 'testing' || mode === 'none') yield { message: mode, args: { domain: at.name } };
    if (mode === 'enforce' && maxAge !== undefined && maxAge < day) {
      yield { message: 'short-lived', args: { domain: at.name, seconds: maxAge } };
    }
  },
});
