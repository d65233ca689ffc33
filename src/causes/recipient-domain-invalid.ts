import { type Case, defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { diagnoseCommand } from './command-line.ts';
import { refusalOf } from './refusal.ts';
import { hostWord } from './shell-word.ts';

const published = (at: Case) => at.findings.filter(({ rule }) => rule.startsWith('dns/'));
const refused = (at: Case) => at.findings.filter(({ rule }) => !rule.startsWith('dns/'));

export default defineCause({
  id: 'recipient-domain-invalid',
  title: 'The domain cannot receive mail',
  layer: 'dns',
  sharing: 'run',
  symptoms: [
    { rule: 'dns/no-mail-host' },
    { rule: 'dns/mx-contradicts' },
    { rule: 'dns/mx-name-invalid' },
    { rule: 'dns/mx-private-address' },
    ...refusedAs('recipient-domain-invalid'),
  ],
  explains: [{ rule: 'dns/mx-missing' }],
  accountsFor: (_, at) => published(at).length > 0,
  summary(at) {
    const said = published(at)
      .slice(0, 3)
      .map(({ text }) => text);
    if (said.length > 0) said.push('Mail to the domain is returned, or waits for nothing.');
    if (refused(at).length > 0) said.push(refusalOf(at, ({ rule }) => !rule.startsWith('dns/')));
    return said.join(' ');
  },
  actions(at) {
    const domain = hostWord(at.view.target.domain ?? 'example.org', 'DOMAIN');
    if (published(at).length === 0) {
      return [
        { text: 'Check the part of the recipient behind the @, letter by letter.' },
        { text: 'If it is right, its owner must publish an MX record; reach them by another way.' },
      ];
    }
    return [
      {
        text: 'Publish MX records that name hosts with public addresses, and nothing else.',
        command: `mailcheck dns ${domain} --generate`,
      },
      { text: 'If the domain is to receive no mail, publish one MX record alone: preference 0, host "." (RFC 7505).' },
      {
        text: 'Senders try for some days: what was put off arrives once the records are right and the old ones forgotten.',
      },
    ];
  },
  check: ({ view }) => diagnoseCommand(view.target),
});
