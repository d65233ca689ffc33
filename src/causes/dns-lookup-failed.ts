import { type Case, defineCause } from '../model/cause.ts';
import { here } from '../model/subject.ts';
import { resolverHealth } from '../probes/facts/here.ts';
import { connect } from '../probes/facts/mail.ts';
import { diagnoseCommand } from './command-line.ts';
import { lookupEchoes } from './echoes.ts';
import { enumerate } from './enumerate.ts';
import { hostWord } from './shell-word.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';

const trouble: Readonly<Record<string, string>> = {
  servfail: 'SERVFAIL',
  refused: 'REFUSED',
  timeout: 'no answer in time',
  unreachable: 'no way to the resolver',
  tls: 'no verified TLS connection to the resolver',
  malformed: 'a broken answer',
  loop: 'a loop of aliases',
  'other-rcode': 'an error',
};

const inWords = (value: string): string => trouble[value] ?? value;
const resolverIsDead = (at: Case): boolean => at.others.some(({ rule }) => rule === 'here/resolver-dead');
const namesOf = (at: Case): string[] => [
  ...new Set(at.findings.map((one) => textOf(one, 'host') || textOf(one, 'domain')).filter((name) => name !== '')),
];
const works = (at: Case): boolean =>
  at.view.value(resolverHealth, here)?.servers.some(({ state }) => state.works) === true;

export default defineCause({
  id: 'dns-lookup-failed',
  title: 'The DNS gives no answer',
  layer: 'dns',
  sharing: 'run',
  symptoms: [{ rule: 'here/resolver-dead' }, { rule: 'dns/lookup-failed' }, { rule: 'dns/domain-lookup-failed' }],
  explains: lookupEchoes,
  yieldsTo: ['no-network'],
  leavesOpen: (at) => resolverIsDead(at) && !at.view.all(connect).some(({ outcome }) => outcome.status === 'observed'),
  ruledOut: (at) =>
    resolverIsDead(at) || !works(at)
      ? []
      : stated('a dead resolver (it answers for other names)', at.view.id(resolverHealth, here)),
  summary(at) {
    const dead = at.findings.find(({ rule }) => rule === 'here/resolver-dead');
    if (dead !== undefined) {
      return `No name can be looked up: ${textOf(dead, 'servers') || 'every resolver'} fails (${inWords(textOf(dead, 'trouble'))}). Whether the mail server works is not known.`;
    }
    const how = inWords(textOf(at.first, 'trouble'));
    return `The lookup of ${enumerate(namesOf(at))} fails (${how}); that does not say whether the name exists.${works(at) ? ' The resolver answers for other names, so the trouble is with the name servers of this zone or its DNSSEC.' : ''}`;
  },
  actions(at) {
    const name = hostWord(namesOf(at)[0] ?? 'example.org', 'NAME');
    const again = { text: 'Ask another resolver for the same name.', command: `dig @9.9.9.9 ${name}` };
    if (resolverIsDead(at)) {
      return [
        { text: 'Restart the router or the local resolver, or set another resolver in the network settings.' },
        again,
        {
          text: 'Run the check past the broken resolver.',
          command: `${diagnoseCommand(at.view.target)} --resolver 9.9.9.9`,
        },
      ];
    }
    return [
      again,
      {
        text: 'See where the delegation breaks; SERVFAIL that vanishes with +cd means broken DNSSEC.',
        command: `dig +trace ${name}`,
      },
      { text: 'Tell whoever runs the zone; if it is you, check that every name server listed for it answers.' },
    ];
  },
  check: ({ view }) => diagnoseCommand(view.target),
});
