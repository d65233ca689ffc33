import { type Case, defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { diagnoseCommand } from './command-line.ts';
import { enumerate } from './enumerate.ts';
import { refusalOf } from './refusal.ts';
import { hostWord } from './shell-word.ts';
import { textOf } from './text-of.ts';

const looked = (at: Case) => at.findings.filter(({ rule }) => rule === 'dns/reverse-name-missing');
const ipsOf = (at: Case, message: string): string[] => [
  ...new Set(
    looked(at)
      .filter((one) => one.message === message)
      .map((one) => textOf(one, 'ip')),
  ),
];

export default defineCause({
  id: 'ptr-missing',
  title: 'The sending address has no proper reverse name',
  layer: 'reputation',
  sharing: 'run',
  symptoms: [{ rule: 'dns/reverse-name-missing' }, ...refusedAs('ptr-missing')],
  /** A server that only receives needs none, and what strangers are told at an MX is about this machine. */
  excluded: (at) => at.findings.every(({ severity }) => severity === 'notice'),
  summary(at) {
    const sentences = [];
    const [none, wrong] = [ipsOf(at, 'missing'), ipsOf(at, 'unconfirmed')];
    if (none.length > 0) sentences.push(`${enumerate(none)} ${none.length === 1 ? 'has' : 'have'} no PTR record.`);
    if (wrong.length > 0) {
      sentences.push(
        `The reverse name of ${enumerate(wrong)} does not lead back to ${wrong.length === 1 ? 'it' : 'them'}.`,
      );
    }
    if (looked(at).length > 0) sentences.push('Large receivers refuse mail from such an address.');
    const others = at.findings.filter(({ rule }) => rule !== 'dns/reverse-name-missing');
    if (others.length > 0) sentences.push(refusalOf(at, ({ rule }) => rule !== 'dns/reverse-name-missing'));
    return sentences.join(' ');
  },
  actions(at) {
    const ip = hostWord([...ipsOf(at, 'missing'), ...ipsOf(at, 'unconfirmed')][0] ?? '192.0.2.10', 'ADDRESS');
    return [
      {
        text: 'Have the owner of the address (the hosting provider) set a PTR record to the name of your mail server; most have a page for it.',
        command: `dig +short -x ${ip}`,
      },
      { text: 'Give that name an A or AAAA record with the same address, and let the server say the name in EHLO.' },
      { text: 'If the provider sets none, send through a relay that has one.' },
    ];
  },
  check: ({ view }) => diagnoseCommand(view.target),
});
