import type { ChalkInstance } from 'chalk';
import type { NotTested, RankedCause } from '../model/cause.ts';
import type { Observation } from '../model/evidence.ts';
import type { Severity } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { label } from '../model/subject.ts';
import { forTerminal } from './encode.ts';
import { arrow, tellingLine } from './quoted-line.ts';
import { inkOf, type Style } from './style.ts';
import { wrap } from './wrap.ts';

/** As many evidence lines as a person reads; the rest is in the JSON report. */
const mostLines = 4;
const margin = '   ';
const column = 12;

export const inkFor = (ink: ChalkInstance, severity: Severity): ChalkInstance =>
  severity === 'critical' || severity === 'error' ? ink.red : severity === 'warning' ? ink.yellow : ink.cyan;

/** One cause: what, where, why we think so, what to do. Ends without a line feed. */
export function causeSection(cause: RankedCause, number: number, report: Report, style: Style): string {
  const ink = inkOf(style);
  const room = Math.max(style.width - cause.confidence.length - margin.length - 2, cause.title.length);
  const lines = [
    `${inkFor(ink, cause.severity).bold(`${number}`.padEnd(margin.length))}${ink.bold(cause.title.padEnd(room))}  ${ink.dim(cause.confidence)}`,
    margin + wrap(forTerminal(cause.summary), style.width - margin.length, margin),
    ...evidenceLines(cause, report, style),
    ...row('Doubt', cause.doubts.join(' · '), style),
    ...row('Not tried', notTriedText(cause.notTested), style),
    ...row('Ruled out', cause.ruledOut.map(({ text }) => text).join(' · '), style),
    ...actionRows(cause, style),
    ...(cause.check === undefined ? [] : commandRow('Check', cause.check, style)),
    ...commandRow('More', `mailcheck explain ${cause.id}`, style),
  ];
  return lines.join('\n');
}

function evidenceLines(cause: RankedCause, report: Report, style: Style): string[] {
  const ink = inkOf(style);
  const byId = new Map(report.evidence.map((one) => [one.id, one]));
  const quoted = new Map<string, string>();
  for (const id of cause.because) {
    const observation = byId.get(id);
    const line = observation === undefined ? undefined : tellingLine(observation);
    if (observation === undefined || line === undefined) continue;
    const place = placeOf(observation);
    const key = `${place} ${line.text}`;
    if (quoted.has(key)) continue;
    const mark = line.expected ? ink.dim(arrow(line)) : ink.red(arrow(line));
    const text = forTerminal(line.text);
    const room = Math.max(style.width - margin.length - 6 - place.length - 12, 24);
    const shown = text.length > room ? `${text.slice(0, room - 1)}…` : text;
    quoted.set(key, `${margin}  ${mark} ${shown.padEnd(room)}  ${ink.dim(`${place}  +${line.at} ms`)}`);
  }
  return [...quoted.values()].slice(0, mostLines);
}

const placeOf = ({ subject }: Observation): string =>
  'port' in subject ? `${subject.port}` : subject.kind === 'here' ? '' : subject.kind;

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

function actionRows(cause: RankedCause, style: Style): string[] {
  return cause.actions.flatMap((action, index) => [
    ...row(index === 0 ? 'Do' : '', `${index === 0 || cause.actions.length === 1 ? '' : 'or: '}${action.text}`, style),
    ...(action.command === undefined ? [] : commandRow('', action.command, style)),
  ]);
}

function row(name: string, text: string, style: Style): string[] {
  if (text === '') return [];
  const indent = margin + ' '.repeat(column);
  const head = inkOf(style).dim(name.padEnd(column));
  return [`${margin}${head}${wrap(forTerminal(text), style.width - indent.length, indent)}`];
}

/** A command stays on one line, to be copied. */
const commandRow = (name: string, command: string, style: Style): string[] => [
  `${margin}${inkOf(style).dim(name.padEnd(column))}${inkOf(style).cyan(forTerminal(command))}`,
];
