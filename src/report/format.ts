import type { Report } from '../model/report.ts';
import { renderFinal, renderJson } from './json.ts';
import { plainStyle, type Style } from './style.ts';
import { renderText } from './text.ts';

export { asciiJson } from './encode.ts';
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
