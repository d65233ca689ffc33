import type { ChalkInstance } from 'chalk';
import type { NotTested, RankedCause } from '../model/cause.ts';
import type { Line, Observation, ObservationId } from '../model/evidence.ts';
import type { Severity } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { label } from '../model/subject.ts';
import { cut, forTerminal } from './encode.ts';
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
    ...row('Not tried', notTriedHere(cause.notTested), style),
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
  const lines = new Map<string, { line: Line; places: Set<string> }>();
  for (const id of cause.because) {
    const observation = byId.get(id);
    const line = observation === undefined ? undefined : tellingLine(observation, quotedBy(cause, id, report));
    if (observation === undefined || line === undefined) continue;
    const same = lines.get(line.text) ?? { line, places: new Set() };
    same.places.add(placeOf(observation));
    lines.set(line.text, same);
  }
  return [...lines.values()].slice(0, mostLines).map(({ line, places }) => {
    const names = [...places].filter((name) => name !== '');
    const place = names.length > 3 ? `${names.slice(0, 3).join(' ')} …` : names.join(' ');
    const when = `${place}  +${line.at} ms`.trim();
    const room = Math.max(style.width - margin.length - 8 - when.length, 24);
    const shown = cut(forTerminal(line.text), room);
    const mark = line.expected ? ink.dim(arrow(line)) : ink.red(arrow(line));
    return `${margin}  ${mark} ${shown.padEnd(room)}  ${ink.dim(when)}`.trimEnd();
  });
}

/** Words of the findings on an observation that may stand in its transcript: the first name of a list, a code. */
function quotedBy(cause: RankedCause, id: ObservationId, report: Report): string[] {
  return cause.explains
    .flatMap((index) => report.findings[index] ?? [])
    .filter(({ evidence }) => evidence.includes(id))
    .flatMap(({ args }) => [args.folders, args.stage, args.violation, args.code, args.offered, args.resource, args.uid])
    .flatMap((arg) => (typeof arg === 'string' ? [arg.split(', ')[0] ?? ''] : []))
    .filter((word) => word.length > 2);
}

const placeOf = ({ subject }: Observation): string =>
  'port' in subject ? `${subject.port}` : subject.kind === 'here' ? '' : subject.kind;

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

function actionRows(cause: RankedCause, style: Style): string[] {
  return cause.actions.flatMap((action, index) => [
    ...row(index === 0 ? 'Do' : '', `${cause.actions.length === 1 ? '' : `${index + 1}. `}${action.text}`, style),
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
