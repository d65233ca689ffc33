import { type Case, defineCause } from '../model/cause.ts';
import { here } from '../model/subject.ts';
import { resolverHealth } from '../probes/facts/here.ts';
import { diagnoseCommand } from './command-line.ts';
import { lookupEchoes } from './echoes.ts';
import { enumerate } from './enumerate.ts';
import { hostWord } from './shell-word.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';

const namesOf = (at: Case): string[] => [
  ...new Set(at.findings.map((one) => textOf(one, 'domain') || textOf(one, 'host'))),
];
const works = (at: Case): boolean =>
  at.view.value(resolverHealth, here)?.servers.some(({ state }) => state.works) === true;

export default defineCause({
  id: 'dnssec-bogus',
  title: 'The DNSSEC of the domain is broken',
  layer: 'dns',
  sharing: 'run',
  symptoms: [{ rule: 'dnssec/bogus' }, { rule: 'dnssec/host-bogus' }],
  explains: lookupEchoes.filter(({ rule }) => !rule.startsWith('here/')),
  // A resolver says SERVFAIL to what it takes for forged; other troubles have other reasons.
  accountsFor: ({ args }) => args.trouble === undefined || args.trouble === 'servfail',
  ruledOut: (at) => [
    ...stated('dead name servers (they answer when nothing is checked)', ...at.findings.flatMap((one) => one.evidence)),
    ...(works(at) ? stated('a dead resolver (it answers for other names)', at.view.id(resolverHealth, here)) : []),
  ],
  summary(at) {
    const reasons = [...new Set(at.findings.map((one) => textOf(one, 'reason')).filter((reason) => reason !== ''))];
    const why = reasons.length === 0 ? '' : ` (${enumerate(reasons)})`;
    return `The signatures of ${enumerate(namesOf(at))} do not hold${why}. Whoever checks them, as most large receivers and many providers do, gets no answer: no mail is delivered there, and mail from there is refused or put off.`;
  },
  actions(at) {
    const name = hostWord(namesOf(at)[0] ?? 'example.org', 'NAME');
    return [
      {
        text: 'See which link of the chain is broken: the DS record at the registrar, the DNSKEY, or signatures that have run out.',
        command: `delv ${name} SOA`,
      },
      {
        text: 'If signatures have expired, let the name server sign anew, and find out why it stopped.',
        command: `dig +cd +dnssec ${name} SOA`,
      },
      {
        text: 'If the key was changed or the zone has moved, put the right DS record at the registrar, or take the DS record out until the new keys are in place.',
        command: `dig +short DS ${name}`,
      },
      { text: 'As a user of the domain, tell its owner; going to a resolver that does not check only hides it.' },
    ];
  },
  check: ({ view }) => diagnoseCommand(view.target),
});
