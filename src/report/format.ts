import type { RunEvent } from '../model/probe.ts';
import type { Report } from '../model/report.ts';
import type { Target } from '../model/target.ts';
import { renderEvent, renderFinal, renderJson } from './json.ts';
import { plainStyle, type Style } from './style.ts';
import { renderTarget, targetOf } from './target-line.ts';
import { headline, renderText } from './text.ts';

export { asciiJson } from './encode.ts';
export { renderEvent } from './json.ts';
export type { Style } from './style.ts';
export { renderTarget } from './target-line.ts';
export { isWorthTelling, targetRow } from './target-row.ts';

/** `ndjson` here is the last line only; the lines before it are made by `renderEvent` as things happen. */
export type Format = 'text' | 'json' | 'ndjson';

/** One line for what happened in a run, if it is worth one: for block lists, what they say about an address or a name. */
export function eventLine(event: RunEvent, target: Target): string | undefined {
  if (target.blacklist === undefined) return renderEvent(event);
  const told = event.type === 'observed' ? targetOf(event.observation) : undefined;
  return told === undefined ? undefined : renderTarget(told);
}

/** A report in one of the formats. Renders only: the report decides. Ends with a line feed. */
export function render(report: Report, format: Format, style: Partial<Style> = {}): string {
  switch (format) {
    case 'text':
      return renderText(report, { ...plainStyle, ...style });
    case 'json':
      return renderJson(report);
    case 'ndjson':
      return renderFinal(report);
  }
}

/** Only the first sentence of a text report, on one line. Ends with a line feed. */
export const renderHeadline = (report: Report, color: Style['color']): string =>
  `${headline(report, { ...plainStyle, color, width: Number.POSITIVE_INFINITY })}\n`;
