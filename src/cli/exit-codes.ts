import type { FailOn } from '../commands/values.ts';
import { atLeast } from '../model/finding.ts';
import type { Report } from '../model/report.ts';

/** Contract with scripts, the same for every command and format. */
export const exitCodes = { fine: 0, found: 1, usage: 2, unknown: 3, ownFault: 70, interrupted: 130 } as const;

/** What a finished run says to the shell. What was found counts even when something else could not be told. */
export function exitCode(report: Report, failOn: FailOn): number {
  const counting = report.findings.filter(({ accepted }) => accepted === undefined);
  if (failOn !== 'never' && counting.some(({ severity }) => atLeast(severity, failOn))) return exitCodes.found;
  if (report.crashes.length > 0) return exitCodes.ownFault;
  return report.verdict === 'inconclusive' ? exitCodes.unknown : exitCodes.fine;
}
