import type { Report } from '../model/report.ts';
import { renderFinal, renderJson } from './json.ts';
import { plainStyle, type Style } from './style.ts';
import { headline, renderText } from './text.ts';

export { renderEvent } from './json.ts';
export type { Style } from './style.ts';

/** `ndjson` here is the last line only; the lines before it are made by `renderEvent` as things happen. */
export type Format = 'text' | 'json' | 'ndjson';

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
