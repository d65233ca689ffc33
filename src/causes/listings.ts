import type { Action } from '../model/cause.ts';
import type { Finding } from '../model/finding.ts';
import { enumerate } from './enumerate.ts';
import { textOf } from './text-of.ts';

/** Each text once, without the empty ones. */
export const unique = (values: readonly string[]): string[] => [...new Set(values.filter((value) => value !== ''))];

/** The values that findings about lists have for an arg. */
export const valuesOf = (findings: readonly Finding[], name: string): string[] =>
  unique(findings.map((one) => textOf(one, name)));

/** `Spamhaus ZEN`, or the zone where a finding has no more. */
const nameOf = (one: Finding): string => textOf(one, 'list') || textOf(one, 'zone');

const impacts = ['high', 'medium', 'low'];
/** Findings about lists, those that delivery depends on most first. */
export const byImpact = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((a, b) => impacts.indexOf(textOf(a, 'impact')) - impacts.indexOf(textOf(b, 'impact')));

/** What follows for the sender: who refuses, and by which reply. */
export function consequences(findings: readonly Finding[]): string {
  const sorted = byImpact(findings);
  const told = valuesOf(sorted, 'consequence').slice(0, 2);
  if (told.length > 0) return told.map((one) => `${one}.`).join(' ');
  const [worst] = sorted.map((one) => textOf(one, 'impact'));
  if (worst === 'high') return 'Large receivers refuse mail for it: expect 550 or 554.';
  return worst === 'medium'
    ? 'Gateways and spam filters weigh it: expect some refusals with 550 or 554, and the junk folder.'
    : 'Few receivers ask such a small list: it explains no refusal by itself.';
}

/** `Spamhaus ZEN (SBL: spam source) and PSBL (trap hit)`; the worst three with their reasons, the rest by name. */
export function entries(findings: readonly Finding[]): string {
  const sorted = byImpact(findings);
  const lists = new Map(sorted.map((one) => [nameOf(one), textOf(one, 'meaning')]));
  return enumerate(
    [...lists].map(([list, meaning], index) => (index < 3 ? `${list} (${meaning})` : list)),
    6,
  );
}

/** One step for each list's own page, the most important first. */
export function removals(findings: readonly Finding[]): Action[] {
  const pages = new Map<string, string[]>();
  for (const one of byImpact(findings)) {
    const url = textOf(one, 'delistUrl');
    if (!/^https?:\/\/[\w.-]+(\/|$)/.test(url)) continue;
    pages.set(url, unique([...(pages.get(url) ?? []), nameOf(one)]));
  }
  const steps = [...pages]
    .slice(0, 4)
    .map(([url, lists]) => ({ text: `Ask to be removed at ${enumerate(lists)}: ${url}` }));
  const rest = pages.size - steps.length;
  if (rest > 0) steps.push({ text: `Then at ${rest} more; their pages are in the report (--format json).` });
  return steps;
}
