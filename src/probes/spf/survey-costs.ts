import { asksDns } from '../../protocols/spf/term.ts';
import { endless } from '../facts/spf.ts';
import type { DrawnRecord } from './survey-records.ts';
import type { DrawnTerm } from './survey-terms.ts';

/** What evaluation comes to when nothing matches, each `endless` at most. */
export interface Cost {
  readonly lookups: number;
  readonly ipv4: number;
  readonly ipv6: number;
}

export interface Costs {
  of(term: DrawnTerm): Cost;
  ofRecord(domain: string): Cost;
  /** Does the first lead to the second, at any depth? */
  leads(from: string, to: string): boolean;
}

const nothing: Cost = { lookups: 0, ipv4: 0, ipv6: 0 };

function sum(costs: readonly Cost[]): Cost {
  const total = (of: keyof Cost): number =>
    Math.min(
      endless,
      costs.reduce((all, cost) => all + cost[of], 0),
    );
  return { lookups: total('lookups'), ipv4: total('ipv4'), ipv6: total('ipv6') };
}

/** Counts as receivers do: a record that is led to twice costs twice (RFC 7208 section 4.6.4). */
export function costs(records: ReadonlyMap<string, DrawnRecord>): Costs {
  const targets = (domain: string): string[] =>
    (records.get(domain)?.terms ?? []).flatMap((term) => term.leadsTo ?? []);
  const below = new Map([...records.keys()].map((domain) => [domain, reach(domain, targets)]));
  const leads = (from: string, to: string): boolean => from === to || below.get(from)?.has(to) === true;
  const loops = (domain: string): boolean => below.get(domain)?.has(domain) === true;
  const known = new Map<string, Cost>();

  const ofRecord = (domain: string): Cost => {
    const before = known.get(domain);
    if (before !== undefined) return before;
    const circular = [...(below.get(domain) ?? [])].some(loops);
    const cost = circular ? { ...nothing, lookups: endless } : sum((records.get(domain)?.terms ?? []).map(of));
    known.set(domain, cost);
    return cost;
  };
  const of = (term: DrawnTerm): Cost => {
    if (term.unreachable || !asksDns(term.kind)) return nothing;
    const own: Cost = {
      lookups: term.needs?.includes('p') ? 2 : 1,
      ipv4: Number(term.void.ipv4),
      ipv6: Number(term.void.ipv6),
    };
    return term.leadsTo === undefined ? own : sum([own, ofRecord(term.leadsTo)]);
  };
  return { of, ofRecord, leads };
}

/** Everything that can be come to from a record, itself only by a loop. */
function reach(domain: string, targets: (domain: string) => readonly string[]): Set<string> {
  const seen = new Set(targets(domain));
  for (const one of seen) for (const next of targets(one)) seen.add(next);
  return seen;
}
