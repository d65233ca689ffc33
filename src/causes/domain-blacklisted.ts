import { type Case, defineCause } from '../model/cause.ts';
import type { Finding } from '../model/finding.ts';
import { domain } from '../model/subject.ts';
import { nameListings } from '../probes/facts/blocklist.ts';
import { refusedAs } from '../rules/refusals.ts';
import { diagnoseCommand } from './command-line.ts';
import { enumerate } from './enumerate.ts';
import { consequences, entries, removals, unique } from './listings.ts';
import { refusalOf } from './refusal.ts';
import { namedLists } from './said.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';

const listed = (at: Case) => at.findings.filter(({ rule }) => rule === 'blocklist/name-listed');
const refused = (at: Case) => at.findings.filter(({ rule }) => rule !== 'blocklist/name-listed');

/** What the list has: the name, or the domain that was registered for it. */
const named = (one: Finding): string => textOf(one, 'name') || (one.subject.kind === 'domain' ? one.subject.name : '');

export default defineCause({
  id: 'domain-blacklisted',
  title: 'The domain is on a block list',
  layer: 'reputation',
  sharing: 'run',
  symptoms: [{ rule: 'blocklist/name-listed' }, ...refusedAs('domain-blacklisted')],
  ruledOut: (at) =>
    listed(at).length === 0
      ? []
      : stated(
          'a list that lists every name (its test entries are right)',
          ...listed(at).flatMap(({ subject }) =>
            subject.kind === 'domain' ? [at.view.id(nameListings, domain(subject.name))] : [],
          ),
        ),
  summary(at) {
    const sentences = [];
    if (listed(at).length > 0) {
      const names = unique(listed(at).map(named));
      sentences.push(
        consequences(listed(at)),
        `${enumerate(names)} ${names.length === 1 ? 'is' : 'are'} listed at ${entries(listed(at))}.`,
        'Another sending address does not help: the name in the message counts.',
      );
    }
    if (refused(at).length > 0) sentences.push(refusalOf(at, ({ rule }) => rule !== 'blocklist/name-listed'));
    return sentences.join(' ');
  },
  actions(at) {
    const steps = [...removals(listed(at)), ...(listed(at).length > 0 ? [] : namedLists(refused(at)))];
    return [
      {
        text: 'Find what the name is used for: a hacked website, an open redirector, a mailing nobody asked for, or spam that bears your address. Clean it first.',
      },
      ...(steps.length > 0
        ? steps
        : [{ text: 'Then look the domain up at the list that the reply names, and ask to be removed there.' }]),
      {
        text: 'If the reply is about a link in the message, not about you, leave that link out: also in signatures and in quoted mail.',
      },
      {
        text: 'Publish SPF, DKIM and DMARC, so that others cannot send in your name.',
      },
    ];
  },
  check: ({ view }) => diagnoseCommand(view.target, 'send'),
});
