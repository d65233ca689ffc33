import { type Case, defineCause } from '../model/cause.ts';
import { here } from '../model/subject.ts';
import { listHealth } from '../probes/facts/blocklist.ts';
import { diagnoseCommand } from './command-line.ts';
import { enumerate } from './enumerate.ts';
import { unique, valuesOf } from './listings.ts';
import { stated } from './statement.ts';
import { quote, textOf } from './text-of.ts';

const refusals = ['refused', 'rate-limited', 'not-enrolled'] as const;

const refusing = (at: Case) =>
  (at.view.value(listHealth, here)?.lists ?? []).filter(({ why }) => refusals.some((one) => one === why));
const sound = (at: Case) => (at.view.value(listHealth, here)?.lists ?? []).filter(({ usable }) => usable);
const isOnlyEnrolment = (at: Case): boolean => at.findings.every((one) => textOf(one, 'why') === 'not-enrolled');

export default defineCause({
  id: 'blocklist-refuses-resolver',
  title: 'Block lists refuse to answer this resolver',
  layer: 'dns',
  sharing: 'run',
  symptoms: refusals.map((why) => ({ rule: 'blocklist/unusable', where: { why } })),
  yieldsTo: ['no-network', 'resolver-rewrites'],
  ruledOut: (at) =>
    sound(at).length === 0
      ? []
      : stated(
          `a dead resolver (${sound(at).length === 1 ? 'one list answers' : `${sound(at).length} lists answer`} it)`,
          at.view.id(listHealth, here),
        ),
  summary(at) {
    const names = unique(valuesOf(at.findings, 'names').flatMap((one) => one.split(', ')));
    const important = valuesOf(at.findings, 'impact').includes('high');
    const said = unique(refusing(at).map(({ reason }) => reason ?? ''))[0];
    return [
      `${enumerate(names)} ${names.length === 1 ? 'does' : 'do'} not answer the resolver of this machine: whether you are listed there is not known.`,
      important
        ? 'Receivers that ask with resolvers of their own get an answer, so this says nothing about your mail.'
        : '',
      said === undefined ? '' : `The list says ${quote(said)}.`,
    ]
      .filter((sentence) => sentence !== '')
      .join(' ');
  },
  actions(at) {
    const command = diagnoseCommand(at.view.target);
    return [
      ...(isOnlyEnrolment(at)
        ? []
        : [
            {
              text: 'Ask through a resolver of your own (unbound, for example) instead of a public one such as 8.8.8.8, 1.1.1.1 or 9.9.9.9.',
              command: `${command} --resolver 127.0.0.1`,
            },
          ]),
      ...(refusing(at).some(({ name }) => name.startsWith('Spamhaus'))
        ? [
            {
              text: 'From a cloud or a shared network get a free key for Spamhaus (DQS); it works through any resolver.',
              command: 'mailcheck blacklist ADDRESS --key spamhaus=file:dqs.key',
            },
          ]
        : []),
      ...(valuesOf(at.findings, 'why').includes('not-enrolled')
        ? [
            {
              text: 'Enrol the address of your resolver where the list asks for it, once and for nothing: Barracuda, Validity.',
            },
          ]
        : []),
      { text: 'Look the address up on the lists’ own web pages for now; they answer everybody.' },
    ];
  },
  check: ({ view }) => diagnoseCommand(view.target),
});
