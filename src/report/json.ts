import type { RunEvent } from '../model/probe.ts';
import type { Report } from '../model/report.ts';
import { asciiJson } from './encode.ts';

/** The whole report as one JSON object; its schema is docs/schema/report-1.json. */
export const renderJson = (report: Report): string => `${asciiJson(report, 2)}\n`;

/** One event of a run as one line. */
export const renderEvent = (event: RunEvent): string => `${asciiJson(event)}\n`;

/** The last line of a stream of events. */
export const renderFinal = (report: Report): string => `${asciiJson({ type: 'report', report })}\n`;
