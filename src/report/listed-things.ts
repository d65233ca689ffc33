import type { FactId } from '../model/evidence.ts';
import { type ListResult, type ListVerdict, worstVerdict } from '../model/listing.ts';
import type { Report } from '../model/report.ts';
import { familyOf, type Subject } from '../model/subject.ts';
import { resultsIn } from './list-facts.ts';

/** What lists were asked about, with what they said. */
export interface ListedThing {
  /** An address, or a name. */
  readonly name: string;
  /** Hosts that have the address, where it was found by a name. */
  readonly hosts: readonly string[];
  readonly results: readonly ListResult[];
  /** Why nobody was asked. */
  readonly notAsked?: string;
}

/** Names, then addresses, in the order in which they were named; an address that several hosts have is one thing. */
export function listedThings({ evidence, target }: Report): ListedThing[] {
  const things = new Map<string, { hosts: string[]; results: readonly ListResult[]; notAsked?: string }>();
  for (const { fact, subject, outcome } of evidence) {
    const name = thingOf(fact, subject);
    if (name === undefined || outcome.status === 'skipped') continue;
    const thing = things.get(name) ?? { hosts: [], results: [] };
    if (subject.kind === 'address' && subject.host !== subject.ip) thing.hosts.push(subject.host);
    if (outcome.status === 'observed') thing.results = resultsIn(outcome.value);
    else thing.notAsked = outcome.status === 'inconclusive' ? outcome.reason : 'the DNS could not be asked';
    things.set(name, thing);
  }
  const subjects = target.blacklist?.subjects ?? [];
  const place = ({ name }: ListedThing) => (subjects.includes(name) ? subjects.indexOf(name) : subjects.length);
  return [...things]
    .map(([name, thing]) => ({ name, ...thing }))
    .sort((a, b) => place(a) - place(b) || familyOf(a.name) - familyOf(b.name) || (a.name < b.name ? -1 : 1));
}

/** The address or name that a fact about lists is of. */
export function thingOf(fact: FactId, subject: Subject): string | undefined {
  if (subject.kind === 'address' && fact === 'blocklist/listings') return subject.ip;
  return subject.kind === 'domain' && fact === 'blocklist/name-listings' ? subject.name : undefined;
}

const impacts: readonly ListResult['impact'][] = ['high', 'medium', 'low'];
const verdicts: readonly ListVerdict[] = ['listed', 'policy', 'info', 'unknown', 'clean', 'not-applicable'];

/** Worst first, and of equals those that delivery depends on most. */
export const byWeight = (results: readonly ListResult[]): ListResult[] =>
  [...results].sort(
    (a, b) =>
      verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict) ||
      impacts.indexOf(a.impact) - impacts.indexOf(b.impact),
  );

/** The verdict over several results. */
export const verdictOf = (results: readonly ListResult[]): ListVerdict =>
  worstVerdict(results.map(({ verdict }) => verdict));
