import type { RankedCause } from '../model/cause.ts';
import type { Line, Observation, ObservationId } from '../model/evidence.ts';
import type { Report } from '../model/report.ts';
import { columnsOf, fitted, padTo } from './columns.ts';
import { forTerminal, harmless } from './encode.ts';
import { arrow, tellingLine } from './quoted-line.ts';
import { inkOf, type Style } from './style.ts';

/** As many lines of evidence as a person reads; the rest is in the JSON report. */
const most = 4;
/** In fewer columns than this beside ports and time, nothing can be read; those stand below then. */
const narrowest = 20;

interface Quoted {
  readonly line: Line;
  readonly text: string;
  readonly ports: Set<number>;
}

/** The lines of conversations that show a cause best, in the order of time; behind each its ports and its time. */
export function evidenceLines(cause: RankedCause, report: Report, style: Style, margin: string): string[] {
  const ink = inkOf(style);
  return quotedFor(cause, report).flatMap(({ line, text, ports }) => {
    const names = [...ports].slice(0, 3).join(' ') + (ports.size > 3 ? ' …' : '');
    const when = `${names}  +${line.at} ms`.trim();
    const mark = line.expected ? ink.dim(arrow(line)) : ink.red(arrow(line));
    const head = `${margin}  ${mark} `;
    const indent = ' '.repeat(columnsOf(head));
    const room = style.width - indent.length;
    const beside = room - when.length - 2;
    const isNarrow = beside < narrowest;
    // A line may begin in the middle of a word, with what would be a command there.
    const [first = '', ...more] = fitted(forTerminal(text), 2, isNarrow ? room : beside, room).map(harmless);
    return [
      head + (isNarrow ? first : `${padTo(first, beside)}  ${ink.dim(when)}`),
      ...more.map((shown) => indent + shown),
      ...(isNarrow ? [indent + ink.dim(when)] : []),
    ];
  });
}

/** Equal lines are one. What was not expected comes before what was, and what mailcheck remarked comes last. */
function quotedFor(cause: RankedCause, report: Report): Quoted[] {
  const byId = new Map(report.evidence.map((one) => [one.id, one]));
  const found = new Map<string, Quoted>();
  for (const id of cause.because) {
    const observation = byId.get(id);
    const line = observation === undefined ? undefined : tellingLine(observation, wordsOf(cause, id, report));
    if (observation === undefined || line === undefined) continue;
    const text = withoutTag(line, observation);
    const quoted = found.get(text) ?? { line, text, ports: new Set() };
    if ('port' in observation.subject) quoted.ports.add(observation.subject.port);
    found.set(text, quoted);
  }
  const weight = ({ line }: Quoted): number => (line.expected ? (line.from === 'server' ? 1 : 2) : 0);
  const best = [...found.values()].sort((a, b) => weight(a) - weight(b)).slice(0, most);
  return best.sort((a, b) => a.line.at - b.line.at);
}

/** Tags of IMAP are random; they tell nothing, and make equal replies differ. */
const withoutTag = ({ from, text }: Line, { subject }: Observation): string =>
  from === 'server' && subject.kind === 'endpoint' && subject.protocol === 'imap'
    ? text.replace(/^[A-Z0-9]+ (?=(?:OK|NO|BAD) )/, '')
    : text;

/** Arguments whose value a server may have said. */
const quotable = ['text', 'folders', 'offered', 'resource', 'uid', 'zone', 'sign', 'stage', 'violation', 'code'];

/** Words of the findings on an observation that may stand in its transcript: the first name of a list, a code. */
function wordsOf(cause: RankedCause, id: ObservationId, report: Report): string[] {
  return cause.explains
    .flatMap((index) => report.findings[index] ?? [])
    .filter(({ evidence }) => evidence.includes(id))
    .flatMap(({ args }) => quotable.map((name) => args[name]))
    .flatMap((arg) => (typeof arg === 'string' ? [arg.split(', ')[0] ?? ''] : []))
    .filter((word) => word.length > 2);
}
