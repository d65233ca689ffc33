import { type Case, defineCause } from '../model/cause.ts';
import { domain } from '../model/subject.ts';
import { stsPolicy } from '../probes/facts/mta-sts.ts';
import { dnsCommand } from './command-line.ts';
import { enumerate } from './enumerate.ts';
import { hostWord } from './shell-word.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';

const hostsOf = (at: Case): string[] => [...new Set(at.findings.map((one) => textOf(one, 'host')))];

export default defineCause({
  id: 'mta-sts-policy-mismatch',
  title: 'The MTA-STS policy does not name the mail servers',
  layer: 'dns',
  sharing: 'run',
  symptoms: [{ rule: 'mta-sts/mx-mismatch' }],
  ruledOut(at) {
    const name = at.view.target.domain;
    const id = name === undefined ? undefined : at.view.id(stsPolicy, domain(name));
    return stated('a policy that cannot be fetched (it was, and holds)', id);
  },
  summary(at) {
    const enforced = at.findings.some(({ message }) => message === 'enforce');
    const effect = enforced
      ? 'Google, Microsoft and others that go by MTA-STS do not deliver there; the mail is returned after some days.'
      : 'The policy is only tested yet; once it is enforced, mail would not be delivered there.';
    return `The mail exchanger ${enumerate(hostsOf(at))} is not covered by the MTA-STS policy, which has ${textOf(at.first, 'patterns')}. ${effect}`;
  },
  actions(at) {
    const name = hostWord(at.view.target.domain ?? 'example.org', 'DOMAIN');
    return [
      {
        text: `Add ${hostsOf(at)
          .slice(0, 5)
          .map((host) => `"mx: ${host}"`)
          .join(', ')} to the policy file, then give _mta-sts.${name} a new id.`,
        command: `curl https://mta-sts.${name}/.well-known/mta-sts.txt`,
      },
      {
        text: 'Senders keep an old policy for as long as its max_age says: meanwhile keep the old mail servers running, too.',
      },
      { text: 'Before the next move, add the new hosts to the policy first and the MX records after that.' },
    ];
  },
  check: ({ view }) => dnsCommand(view.target),
});
