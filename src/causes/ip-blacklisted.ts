import { type Case, defineCause } from '../model/cause.ts';
import type { Finding } from '../model/finding.ts';
import { address } from '../model/subject.ts';
import { listings } from '../probes/facts/blocklist.ts';
import { refusedAs } from '../rules/refusals.ts';
import { diagnoseCommand } from './command-line.ts';
import { enumerate } from './enumerate.ts';
import { consequences, entries, removals, unique, valuesOf } from './listings.ts';
import { isAboutHere, refusalOf } from './refusal.ts';
import { namedLists, providerStep } from './said.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';

const listed = (at: Case) => at.findings.filter(({ rule }) => rule === 'blocklist/listed');
const refused = (at: Case) => at.findings.filter(({ rule }) => rule !== 'blocklist/listed');
/** Operators that take money for what happens anyway. */
const sellsRemoval = /(?:^|\.)(?:uceprotect\.net|backscatterer\.org)$/;
/** `192.0.2.10 (mail.example.org)` */
function named(one: Finding): string {
  const ip = textOf(one, 'ip');
  return one.subject.kind === 'address' && one.subject.host !== ip ? `${ip} (${one.subject.host})` : ip;
}

export default defineCause({
  id: 'ip-blacklisted',
  title: 'The sending address is on a block list',
  layer: 'reputation',
  sharing: 'run',
  symptoms: [{ rule: 'blocklist/listed' }, ...refusedAs('ip-blacklisted')],
  ruledOut: (at) =>
    listed(at).length === 0
      ? []
      : stated(
          'a list that lists everything or a resolver that invents answers (its test entries are right)',
          ...listed(at).flatMap(({ subject }) =>
            subject.kind === 'address' ? [at.view.id(listings, address(subject.host, subject.ip))] : [],
          ),
        ),
  summary(at) {
    const sentences = [];
    if (listed(at).length > 0) {
      const ips = unique(listed(at).map(named));
      sentences.push(
        consequences(listed(at)),
        `${enumerate(ips)} ${ips.length === 1 ? 'is' : 'are'} listed at ${entries(listed(at))}.`,
      );
    }
    if (refused(at).length > 0) sentences.push(refusalOf(at, ({ rule }) => rule !== 'blocklist/listed'));
    return sentences.join(' ');
  },
  actions(at) {
    const steps = [...removals(listed(at)), ...(listed(at).length > 0 ? [] : namedLists(refused(at)))];
    const [network] = valuesOf(listed(at), 'covers');
    return [
      ...(isAboutHere(at.findings)
        ? [
            {
              text: 'Nothing, as long as your programs send through the provider’s server on 465 or 587 with a login: addresses of homes and of mobile networks are often listed.',
            },
          ]
        : []),
      {
        text: 'Find and stop what caused it first, or the entry comes back: a hacked account or website, an infected machine, an open relay, a list nobody asked for.',
      },
      ...providerStep(at),
      ...(steps.length > 0
        ? steps
        : [
            {
              text:
                refused(at).length > 0
                  ? 'Then look the address up at the list that the reply names, and ask to be removed there.'
                  : 'Then look the address up at the list’s own page, and ask to be removed there.',
            },
          ]),
      ...(network === undefined
        ? []
        : [
            {
              text: `Lists mostly mean the whole ${network}: if a neighbour in it sends spam, ask the provider for a /64 of your own.`,
            },
          ]),
      ...(listed(at).some((one) => sellsRemoval.test(textOf(one, 'zone')))
        ? [{ text: 'Do not pay for a quicker removal: the entry ends by itself, seven days after the last spam.' }]
        : []),
      { text: 'Send through the provider’s relay until the entry is gone, usually one to seven days.' },
      { text: 'If you only have a mailbox there, tell the provider: the address is that of its server, not yours.' },
    ];
  },
  check: ({ view }) => diagnoseCommand(view.target, 'send'),
});
