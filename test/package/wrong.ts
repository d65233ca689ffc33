// Each statement is refused by the declarations of the package; a test compares the lines.
import { diagnose, judge, type Report, type RunOptions, render } from 'mailcheck';

declare const report: Report;
export const options: RunOptions = { target: { servers: [], protocols: ['nntp'], ceiling: 'lookup', survey: false } };
export const format = render(report, 'yaml');
export const verdict: 'perfect' = report.verdict;
report.verdict = 'healthy';
export const nothing = diagnose();
export const late: Report = diagnose(options);
export const evidence = judge({});
export const missing = report.summary;
