import { type Case, defineCause } from '../model/cause.ts';
import { domain } from '../model/subject.ts';
import { spfSurvey } from '../probes/facts/spf.ts';
import { dnsCommand } from './command-line.ts';
import { hostWord } from './shell-word.ts';

const has = (at: Case, rule: string): boolean => at.findings.some((one) => one.rule === rule);

/** Terms of the own record, the most expensive first. */
function expensive(at: Case): string[] {
  const name = at.view.target.domain;
  const own = name === undefined ? undefined : at.view.value(spfSurvey, domain(name))?.records[0];
  return [...(own?.terms ?? [])]
    .filter(({ lookups }) => lookups > 1)
    .sort((a, b) => b.lookups - a.lookups)
    .slice(0, 3)
    .map(({ text, lookups }) => `${text} (${lookups})`);
}

export default defineCause({
  id: 'spf-permerror',
  title: 'The SPF record is broken',
  layer: 'reputation',
  sharing: 'run',
  symptoms: [
    { rule: 'spf/several-records' },
    { rule: 'spf/syntax' },
    { rule: 'spf/too-many-lookups' },
    { rule: 'spf/include-broken' },
    { rule: 'spf/loop' },
    { rule: 'spf/misplaced' },
  ],
  explains: [
    { rule: 'spf/sender-not-allowed', where: { result: 'permerror' } },
    { rule: 'spf/sender-not-allowed', where: { result: 'none' } },
    { rule: 'spf/too-many-voids' },
  ],
  excluded: (at) => at.findings.every(({ severity }) => severity === 'notice'),
  summary: (at) =>
    `${at.findings
      .slice(0, 3)
      .map(({ text }) => text)
      .join(' ')} Receivers cannot use the record: mail of the domain counts as unauthorised, whoever sends it.`,
  actions(at) {
    const name = hostWord(at.view.target.domain ?? 'example.org', 'DOMAIN');
    const actions: { text: string; command?: string }[] = [];
    if (has(at, 'spf/several-records')) {
      actions.push({
        text: 'Join the terms of all SPF records into one that begins with v=spf1 and ends in one all; delete the others.',
      });
    }
    if (has(at, 'spf/syntax'))
      actions.push({ text: 'Mend the term that is named above; the rest of the record does not help before that.' });
    if (has(at, 'spf/too-many-lookups')) {
      const terms = expensive(at);
      const which = terms.length === 0 ? '' : ` The dearest: ${terms.join(', ')}.`;
      actions.push({
        text: `Take out services that no longer send, and put ip4 and ip6 in the place of a and mx.${which}`,
      });
    }
    if (has(at, 'spf/include-broken') || has(at, 'spf/loop')) {
      actions.push({
        text: 'Take out the include that leads nowhere, or ask the service for the one that it has now.',
      });
    }
    if (has(at, 'spf/misplaced'))
      actions.push({ text: 'Publish the record as TXT at the domain itself, beginning with "v=spf1 ".' });
    actions.push({ text: 'See what receivers see.', command: `dig +short TXT ${name}` });
    return actions;
  },
  check: ({ view }) => dnsCommand(view.target),
});
