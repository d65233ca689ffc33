import type { ChalkInstance } from 'chalk';
import type { ListResult } from '../model/listing.ts';
import type { Report } from '../model/report.ts';
import { forTerminal } from './encode.ts';
import { byWeight, listedThings } from './listed-things.ts';
import { ownAddresses } from './own-address.ts';
import { tallyHeadline, tallyOf } from './tally-section.ts';

/** One line about block lists: what weighs most, never a count of lists. */
export function listHeadline(report: Report, ink: ChalkInstance): string {
  const tally = tallyOf(report);
  if (tally !== undefined) return tallyHeadline(tally, ink);
  const results = listedThings(report).flatMap((thing) => thing.results);
  const [worst] = byWeight(results);
  const about = `Block lists on ${forTerminal(subjectsOf(report))}:`;
  return `${ink.bold(about)} ${verdictText(worst, results, report, ink)}`;
}

function verdictText(
  worst: ListResult | undefined,
  results: readonly ListResult[],
  report: Report,
  ink: ChalkInstance,
) {
  const mute = report.verdict === 'inconclusive';
  if (worst === undefined || mute) return `${ink.yellow.bold('could not tell')}. ${aboutUnknown(results)}`.trim();
  if (worst.verdict === 'listed' && worst.impact !== 'low') {
    return `${ink.red.bold('listed where it matters')}, at ${worst.name}.`;
  }
  if (worst.verdict === 'listed')
    return `${ink.yellow.bold('listed at small lists only')}, ${worst.name}${others(results, 'listed')}.`;
  if (worst.verdict === 'policy') {
    return `${ink.yellow.bold('not meant to send mail directly')}, says ${worst.name}. That is no accusation.`;
  }
  return `${ink.green.bold('not listed')}. ${aboutUnknown(results)}`.trim();
}

function others(results: readonly ListResult[], verdict: ListResult['verdict']): string {
  const zones = new Set(results.filter((one) => one.verdict === verdict).map(({ zone }) => zone));
  return zones.size > 1 ? ` and ${zones.size - 1} more` : '';
}

/** What the reader must not take for good news. */
function aboutUnknown(results: readonly ListResult[]): string {
  const unknown = byWeight(results).filter(({ verdict }) => verdict === 'unknown');
  const names = [...new Set(unknown.map(({ name }) => name))];
  if (names.length === 0) return '';
  const [first] = names;
  return names.length === 1 ? `Unknown at ${first}.` : `Unknown at ${names.length} lists, ${first} among them.`;
}

function subjectsOf(report: Report): string {
  const asked = report.target.blacklist?.subjects ?? [];
  const mine = ownAddresses(report)?.found.map(({ ip }) => ip) ?? [];
  const all = [...new Set([...asked, ...mine])];
  if (all.length === 0) return 'this machine';
  return all.length > 3 ? `${all.slice(0, 3).join(', ')} and ${all.length - 3} more` : all.join(', ');
}
