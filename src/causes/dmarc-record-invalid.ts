import { type Case, defineCause } from '../model/cause.ts';
import { dnsCommand } from './command-line.ts';
import { hostWord } from './shell-word.ts';

const has = (at: Case, rule: string): boolean => at.findings.some((one) => one.rule === rule);

export default defineCause({
  id: 'dmarc-record-invalid',
  title: 'The DMARC record does not count',
  layer: 'reputation',
  sharing: 'run',
  symptoms: [{ rule: 'dmarc/several-records' }, { rule: 'dmarc/record-invalid' }, { rule: 'dmarc/misplaced' }],
  explains: [{ rule: 'dmarc/missing' }, { rule: 'bimi/without-enforcement' }],
  /** A tag that is passed over leaves the rest of the record in force. */
  excluded: (at) => at.findings.every(({ severity }) => severity === 'notice' || severity === 'warning'),
  summary: (at) =>
    `${at.findings
      .slice(0, 2)
      .map(({ text }) => text)
      .join(
        ' ',
      )} For receivers the domain has no policy: forged mail in its name is delivered, and large receivers refuse bulk mail without one.`,
  actions(at) {
    const name = hostWord(at.view.target.domain ?? 'example.org', 'DOMAIN');
    return [
      has(at, 'dmarc/several-records')
        ? {
            text: 'Keep one record and delete the others; services that want one each take their address into rua=, behind a comma.',
          }
        : {
            text: `Publish one TXT record at _dmarc.${name} that begins with v=DMARC1; p=none, or quarantine, or reject.`,
            command: `mailcheck dns ${name} --generate`,
          },
      { text: 'See what receivers see.', command: `dig +short TXT _dmarc.${name}` },
    ];
  },
  check: ({ view }) => dnsCommand(view.target),
});
