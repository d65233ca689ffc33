import { defineRule } from '../../model/finding.ts';
import { stsPolicy } from '../../probes/facts/mta-sts.ts';

export default defineRule({
  id: 'mta-sts/policy-invalid',
  title: 'The MTA-STS policy is wrong',
  severity: 'warning',
  on: 'domain',
  reads: [stsPolicy],
  messages: {
    missing: 'The MTA-STS policy of {domain} has no line "{key}:".',
    value: 'The MTA-STS policy of {domain} has "{key}: {value}", which is not allowed.',
    twice: 'The MTA-STS policy of {domain} has a second line "{key}: {value}": senders take the first.',
    syntax: 'The MTA-STS policy of {domain} has the line "{value}", which is none of a policy.',
    type: 'The MTA-STS policy of {domain} comes as {value}, not as text/plain: some senders refuse it.',
  },
  *check(at, view) {
    const found = view.value(stsPolicy, at);
    if (found?.result.kind !== 'policy') return;
    for (const { key, problem, value } of found.result.policy.problems) {
      yield { message: problem, args: { domain: at.name, key, value } };
    }
    const type = found.contentType ?? '';
    if (/^\s*text\/plain\s*(?:;|$)/i.test(type)) return;
    yield { message: 'type', args: { domain: at.name, key: '', value: type || 'no type' }, severity: 'notice' };
  },
});
