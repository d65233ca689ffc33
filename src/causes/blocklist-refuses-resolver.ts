import { type Case, defineCause } from '../model/cause.ts';
import { here } from '../model/subject.ts';
import { listHealth } from '../probes/facts/blocklist.ts';
import { resolverHealth } from '../probes/facts/here.ts';
import { diagnoseCommand } from './command-line.ts';
import { enumerate } from './enumerate.ts';
import { unique, valuesOf } from './listings.ts';
import { stated } from './statement.ts';
import { quote, textOf } from './text-of.ts';

const refusals = ['refused', 'rate-limited', 'not-enrolled'] as const;

/** Open to everybody, so that a list cannot tell who asks. */
const publicResolvers = [
  ...['8.8.8.8', '8.8.4.4', '2001:4860:4860::8888', '2001:4860:4860::8844'],
  ...['1.1.1.1', '1.0.0.1', '2606:4700:4700::1111', '2606:4700:4700::1001'],
  ...['9.9.9.9', '149.112.112.112', '2620:fe::fe', '2620:fe::9'],
  ...['208.67.222.222', '208.67.220.220', '2620:119:35::35', '2620:119:53::53'],
];

/** A list that large receivers use is not dead: one that seems so hides from this resolver. */
const isHiding = ({ why, impact }: { readonly why: string; readonly impact: string }): boolean =>
  why === 'dead' && impact === 'high';

const refusing = (at: Case) =>
  (at.view.value(listHealth, here)?.lists ?? []).filter(
    (list) => refusals.some((one) => one === list.why) || isHiding(list),
  );
const asksPublicly = (at: Case): string[] =>
  (at.view.value(resolverHealth, here)?.servers ?? [])
    .map(({ server }) => server)
    .filter((server) => publicResolvers.some((one) => server.startsWith(`${one}:`) || server.includes(`[${one}]`)));
const sound = (at: Case) => (at.view.value(listHealth, here)?.lists ?? []).filter(({ usable }) => usable);
const isOnlyEnrolment = (at: Case): boolean => at.findings.every((one) => textOf(one, 'why') === 'not-enrolled');

export default defineCause({
  id: 'blocklist-refuses-resolver',
  title: 'Block lists refuse to answer this resolver',
  layer: 'dns',
  sharing: 'run',
  symptoms: [
    ...refusals.map((why) => ({ rule: 'blocklist/unusable', where: { why } })),
    { rule: 'blocklist/unusable', where: { why: 'dead', impact: 'high' } },
  ],
  /** Few resolvers are enrolled anywhere: of that, only those want to hear who ask about lists. */
  excluded: (at) => at.view.target.blacklist === undefined && isOnlyEnrolment(at),
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
    const open = asksPublicly(at);
    return [
      `${enumerate(names)} ${names.length === 1 ? 'does' : 'do'} not answer the resolver of this machine: whether you are listed there is not known.`,
      important
        ? 'Receivers that ask with resolvers of their own get an answer, so this says nothing about your mail.'
        : '',
      open.length === 0 ? '' : `${enumerate(open)} is a public resolver.`,
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
