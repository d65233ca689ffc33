import type { ChalkInstance } from 'chalk';
import type { NotTested, RankedCause } from '../model/cause.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { label } from '../model/subject.ts';
import { padTo } from './columns.ts';
import { forTerminal } from './encode.ts';
import { evidenceLines } from './evidence-lines.ts';
import { inkOf, type Style } from './style.ts';
import { wrap } from './wrap.ts';

const margin = '   ';
const column = 12;

export const inkFor = (ink: ChalkInstance, severity: Severity): ChalkInstance =>
  severity === 'critical' || severity === 'error' ? ink.red : severity === 'warning' ? ink.yellow : ink.cyan;

/** One cause: what, where, why we think so, what to do. Ends without a line feed. */
export function causeSection(cause: RankedCause, number: number, report: Report, style: Style): string {
  const lines = [
    ...titleLines(cause, number, style),
    margin + wrap(forTerminal(cause.summary), style.width - margin.length, margin),
    ...evidenceLines(cause, report, style, margin),
    ...row('Accepted', acceptedHere(cause, report), style),
    ...row('Doubt', cause.doubts.join(' · '), style),
    ...row('Not tried', notTriedHere(cause.notTested), style),
    ...row('Ruled out', cause.ruledOut.map(({ text }) => text).join(' · '), style),
    ...actionRows(cause, style),
    ...(cause.check === undefined ? [] : commandRow('Check', cause.check, style)),
    ...commandRow('More', `mailcheck explain ${cause.id}`, style),
  ];
  return lines.join('\n');
}

/** `Accepted until 2027-01-31: the provider does not set it.` */
export const acceptedText = ({ reason, until }: NonNullable<Finding['accepted']>): string =>
  `Accepted until ${until}: ${reason}${/[.!?]$/.test(reason) ? '' : '.'}`;

/** Where everything that the cause explains is accepted, why. */
function acceptedHere({ explains }: RankedCause, { findings }: Report): string {
  const texts = explains.map((index) => findings[index]?.accepted).map((one) => one && acceptedText(one));
  const known = texts.filter((text) => text !== undefined);
  return known.length < texts.length
    ? ''
    : [...new Set(known)].map((text) => text.slice('Accepted '.length)).join(' · ');
}

/** Number, title and confidence; the confidence stands at the right edge. */
function titleLines({ title, severity, confidence }: RankedCause, number: number, style: Style): string[] {
  const ink = inkOf(style);
  const room = style.width - margin.length - confidence.length - 2;
  const [first = '', ...more] = wrap(forTerminal(title), room, '').split('\n');
  const head = inkFor(ink, severity).bold(`${number}`.padEnd(margin.length));
  return [
    `${head}${ink.bold(padTo(first, room))}  ${ink.dim(confidence)}`,
    ...more.map((line) => margin + ink.bold(line)),
  ];
}

/** The cause is the reason: only what and where are said. */
function notTriedHere(entries: readonly NotTested[]): string {
  if (entries.length === 0) return '';
  const what = [...new Set(entries.map((entry) => entry.what))].join(', ');
  const ports = new Set(entries.flatMap(({ where }) => where).flatMap((one) => ('port' in one ? [one.port] : [])));
  return ports.size === 0 ? what : `${what} (${[...ports].join(', ')})`;
}

/** `login on mail.example.org:993 and 2 more: the certificate could not be verified`. */
export function notTriedText(entries: readonly NotTested[]): string {
  const byReason = new Map<string, NotTested[]>();
  for (const entry of entries) byReason.set(entry.reason, [...(byReason.get(entry.reason) ?? []), entry]);
  return [...byReason]
    .map(([reason, same]) => {
      const what = [...new Set(same.map((entry) => entry.what))].join(', ');
      const where = [...new Set(same.flatMap((entry) => entry.where).map(label))];
      const more = where.length > 2 ? ` and ${where.length - 1} more` : where.length === 2 ? ` and ${where[1]}` : '';
      return `${what} on ${where[0] ?? ''}${more}: ${reason}`;
    })
    .join(' · ');
}

/** Numbered where there are several; commands stand in from the text, so that nobody takes them for its end. */
function actionRows({ actions }: RankedCause, style: Style): string[] {
  return actions.flatMap(({ text, command }, index) => {
    const number = actions.length === 1 ? '' : `${index + 1}. `;
    return [
      ...row(index === 0 ? 'Do' : '', text, style, number),
      ...(command === undefined ? [] : commandRow('', command, style, ' '.repeat(number.length + 2))),
    ];
  });
}

/** A name in the margin, and a text beside it; `lead` begins its first line, and later ones stand in as far. */
function row(name: string, text: string, style: Style, lead = ''): string[] {
  if (text === '') return [];
  const indent = margin + ' '.repeat(column + lead.length);
  const head = inkOf(style).dim(name.padEnd(column));
  return [`${margin}${head}${lead}${wrap(forTerminal(text), style.width - indent.length, indent)}`];
}

/** A command stays on one line, to be copied. */
const commandRow = (name: string, command: string, style: Style, lead = ''): string[] => [
  `${margin}${inkOf(style).dim(name.padEnd(column))}${lead}${inkOf(style).cyan(forTerminal(command))}`,
];
