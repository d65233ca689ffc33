import type { FailOn } from '../commands/values.ts';
import { atLeast } from '../model/finding.ts';
import type { Report } from '../model/report.ts';

/** Contract with scripts, the same for every command and format. */
export const exitCodes = { fine: 0, found: 1, usage: 2, unknown: 3, ownFault: 70, interrupted: 130 } as const;

/**
 * What a finished run says to the shell. What was found counts even when something else could not be told; what may as
 * well lie with the network of this machine does not.
 */
export function exitCode(report: Report, failOn: FailOn): number {
  const { findings, causes, verdict } = report;
  // "Could not tell" is said only where every grave finding is such a one.
  const open = new Set(
    verdict === 'inconclusive'
      ? causes.flatMap(({ severity, explains }) => (atLeast(severity, 'error') ? explains : []))
      : [],
  );
  const counting = findings.filter(({ accepted }, index) => accepted === undefined && !open.has(index));
  if (failOn !== 'never' && counting.some(({ severity }) => atLeast(severity, failOn))) return exitCodes.found;
  if (report.crashes.length > 0) return exitCodes.ownFault;
  return verdict === 'inconclusive' ? exitCodes.unknown : exitCodes.fine;
}
