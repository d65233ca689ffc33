import type { View } from '../model/finding.ts';
import type { RecordLine, RecordSection } from '../model/report.ts';
import type { Domain } from '../model/subject.ts';
import {
  endless,
  type SpfEvaluation,
  type SpfSurvey,
  type SpfSurveyedRecord,
  spfResult,
  spfSurvey,
} from '../probes/facts/spf.ts';
import { asksDns } from '../protocols/spf/term.ts';
import { cut, unknown } from './unknown.ts';

/** Records are long where they are many. */
const mostTerms = 60;
const mostNetworks = 4;

/** The record, the tree of those that it leads to with the lookups so far, and the result for each known address. */
export function spfSection(at: Domain, view: View): RecordSection {
  const survey = view.value(spfSurvey, at);
  if (survey === undefined) return { title: 'SPF', lines: unknown(spfSurvey, at, view) };
  const [own] = survey.records;
  const lines = own === undefined || own.texts.length === 0 ? [noRecord(own)] : tree(survey, own);
  const totals: RecordLine[] = own?.texts.length === 1 ? [{ depth: 1, text: '', note: totalsOf(survey) }] : [];
  return { title: 'SPF', lines: [...lines, ...totals, ...results(view)] };
}

const noRecord = (own: SpfSurveyedRecord | undefined): RecordLine => ({
  depth: 0,
  text: '',
  note: own?.state === 'failed' ? 'not known: it could not be looked up' : 'none',
});

function tree(survey: SpfSurvey, own: SpfSurveyedRecord): RecordLine[] {
  const lines: RecordLine[] = [];
  let lookups = 0;
  const show = (record: SpfSurveyedRecord, depth: number): void => {
    for (const [of, text] of record.texts.entries()) {
      lines.push({ depth, text: cut(text, 1000) });
      for (const term of record.terms.filter((one) => one.of === of)) {
        if (!asksDns(term.kind) || term.unreachable || lines.length > mostTerms) continue;
        lookups++;
        lines.push({ depth: depth + 1, text: cut(term.text), note: termNote(term, lookups) });
        const below = survey.records.find(
          ({ domain, from }) =>
            domain === term.leadsTo && from?.domain === record.domain && from.at === term.at && from.of === of,
        );
        if (below !== undefined) show(below, depth + 2);
      }
    }
  };
  show(own, 0);
  return lines;
}

function termNote({ networks, needs, void: empty }: SpfSurveyedRecord['terms'][number], lookups: number): string {
  const shown = networks.slice(0, mostNetworks).map((network) => network.replace(/\/(?:32|128)$/, ''));
  const more = networks.length > mostNetworks ? `, and ${networks.length - mostNetworks} more` : '';
  const parts = [
    `lookup ${lookups}`,
    ...(empty.ipv4 || empty.ipv6 ? [empty.ipv4 && empty.ipv6 ? 'void' : `void for IPv${empty.ipv4 ? 4 : 6}`] : []),
    ...(needs === undefined ? [] : ['depends on the message']),
  ];
  return parts.join(', ') + (shown.length === 0 ? '' : `: ${shown.join(', ')}${more}`);
}

function totalsOf({ lookups, voids, unlisted, complete }: SpfSurvey): string {
  const count = lookups >= endless ? 'endless' : `${lookups} of 10`;
  const rest = unlisted === undefined ? '' : `; ${unlisted} for all others`;
  return `${count} lookups, ${Math.max(voids.ipv4, voids.ipv6)} of 2 void${rest}${complete ? '' : '; not all could be seen'}`;
}

/** For addresses that mail is said to come from, and for the mail exchangers as information. */
function results(view: View): RecordLine[] {
  const seen = view
    .all(spfResult)
    .flatMap(({ subject, outcome }) => (outcome.status === 'observed' ? [{ subject, value: outcome.value }] : []));
  const widest = Math.max(0, ...seen.map(({ subject }) => subject.ip.length));
  return seen.map(({ subject: { ip, host }, value }) => ({
    depth: 1,
    text: ip.padEnd(widest),
    note: `${value.result}${whereNote(value)}${host === ip ? '' : ` (${host})`}`,
  }));
}

function whereNote({ where, problem, result }: SpfEvaluation): string {
  const place = where.domains.length > 1 ? ` in ${where.domains.at(-1)}` : '';
  if (where.text !== undefined) return ` by ${cut(where.text, 60)}${place}`;
  return result === 'pass' || problem === undefined ? '' : `: ${problem.code.replaceAll('-', ' ')}${place}`;
}
