import type { Observation } from '../model/evidence.ts';
import type { Report } from '../model/report.ts';
import { label, type Subject, subjectId } from '../model/subject.ts';
import { forTerminal } from './encode.ts';
import { arrow } from './quoted-line.ts';
import { inkOf, type Style } from './style.ts';

/** Whole conversations, one block a subject, in the order of time. Empty when nothing was said. */
export function transcriptSection(report: Report, style: Style): string {
  const ink = inkOf(style);
  const groups = new Map<string, { subject: Subject; observations: Observation[] }>();
  for (const observation of report.evidence) {
    if (observation.transcript.length === 0) continue;
    const key = subjectId(observation.subject);
    const group = groups.get(key) ?? { subject: observation.subject, observations: [] };
    group.observations.push(observation);
    groups.set(key, group);
  }
  const blocks = [...groups.values()].map(({ subject, observations }) => {
    const lines = observations
      .flatMap(({ transcript }) => transcript)
      .map((line, index) => ({ line, index }))
      .sort((a, b) => a.line.at - b.line.at || a.index - b.index)
      .map(({ line }) => `${ink.dim(`${line.at}`.padStart(6))} ${arrow(line)} ${forTerminal(line.text)}`);
    return [ink.bold(forTerminal(label(subject))), ...lines].join('\n');
  });
  return blocks.join('\n\n');
}
