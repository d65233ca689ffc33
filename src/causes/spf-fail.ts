import { type Case, defineCause } from '../model/cause.ts';
import { address, domain } from '../model/subject.ts';
import { spfResult, spfSurvey } from '../probes/facts/spf.ts';
import { refusedAs } from '../rules/refusals.ts';
import { diagnoseCommand } from './command-line.ts';
import { enumerate } from './enumerate.ts';
import { refusalOf } from './refusal.ts';
import { hostWord } from './shell-word.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';

const evaluated = (at: Case) => at.findings.filter(({ rule }) => rule === 'spf/sender-not-allowed');
const ipsOf = (at: Case): string[] => [...new Set(evaluated(at).map((one) => textOf(one, 'ip')))];

/** The record with the address in it, before what it says of all others. */
function mended(at: Case, ip: string): string | undefined {
  const name = at.view.target.domain;
  const survey = name === undefined ? undefined : at.view.value(spfSurvey, domain(name));
  const texts = survey?.records[0]?.texts ?? [];
  const [text] = texts;
  if (text === undefined || texts.length > 1 || text.length > 200) return undefined;
  const term = `ip${ip.includes(':') ? 6 : 4}:${ip}`;
  const changed = text.replace(/(\s+(?:[+\-~?]?all|redirect=\S+).*)?$/i, ` ${term}$1`);
  return changed === text ? undefined : changed;
}

export default defineCause({
  id: 'spf-fail',
  title: 'SPF does not allow the sending address',
  layer: 'reputation',
  sharing: 'run',
  symptoms: [
    { rule: 'spf/sender-not-allowed', where: { result: 'fail' } },
    { rule: 'spf/sender-not-allowed', where: { result: 'softfail' } },
    { rule: 'spf/sender-not-allowed', where: { result: 'neutral' } },
    ...refusedAs('spf-fail'),
  ],
  /** Strangers who deliver to an MX are told about their own address. */
  excluded: (at) => at.findings.every(({ severity }) => severity === 'notice'),
  ruledOut: (at) =>
    stated(
      'a broken record (it can be worked out)',
      ...evaluated(at).flatMap(({ subject }) =>
        subject.kind === 'address' ? [at.view.id(spfResult, address(subject.host, subject.ip))] : [],
      ),
    ),
  summary(at) {
    const sentences = [];
    const [first] = evaluated(at);
    if (first !== undefined) {
      const by = textOf(first, 'result') === 'neutral' ? 'does not name' : 'does not allow';
      sentences.push(
        `The SPF record of ${textOf(first, 'domain')} ${by} ${enumerate(ipsOf(at))} (${textOf(first, 'result')} by "${textOf(first, 'term')}"). Receivers refuse such mail or put it into the junk folder, unless a DKIM signature of the domain saves it.`,
      );
    }
    if (evaluated(at).length < at.findings.length) {
      sentences.push(refusalOf(at, ({ rule }) => rule !== 'spf/sender-not-allowed'));
    }
    return sentences.join(' ');
  },
  actions(at) {
    const [ip] = ipsOf(at);
    const record = ip === undefined ? undefined : mended(at, ip);
    return [
      record === undefined
        ? { text: 'Add the address, or the include of the service that sends, to the domain’s one SPF record.' }
        : { text: `If this address may send, change the record to: ${record}` },
      { text: 'If it may not, send through a server that the record names.' },
      { text: 'If mail is forwarded by it, let it rewrite the sender (SRS), or rely on DKIM.' },
      {
        text: 'Look at the record as receivers do.',
        command: `dig +short TXT ${hostWord(at.view.target.domain ?? 'example.org', 'DOMAIN')}`,
      },
    ];
  },
  check: ({ view }) => diagnoseCommand(view.target),
});
