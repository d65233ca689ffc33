import type { Observation } from '../model/evidence.ts';
import type { Timing } from '../model/report.ts';

/** The observations that waited for one another and took longest together: no run could have been faster. */
export function longestChain(observations: readonly Observation[]): Pick<Timing, 'longestChain' | 'longestChainMs'> {
  const byId = new Map(observations.map((one) => [one.id, one]));
  const totals = new Map<string, number>();
  const total = (one: Observation): number => {
    const known = totals.get(one.id);
    if (known !== undefined) return known;
    // Set first: evidence from a file may hold a loop.
    totals.set(one.id, one.span.ms);
    const before = one.span.waitedFor === undefined ? undefined : byId.get(one.span.waitedFor);
    const sum = one.span.ms + (before === undefined ? 0 : total(before));
    totals.set(one.id, sum);
    return sum;
  };
  let last: Observation | undefined;
  for (const one of observations) {
    if (one.outcome.status !== 'skipped' && (last === undefined || total(one) >= total(last))) last = one;
  }
  if (last === undefined) return { longestChain: [], longestChainMs: 0 };
  const chain: string[] = [];
  let at: Observation | undefined = last;
  while (at !== undefined && !chain.includes(at.id)) {
    chain.unshift(at.id);
    at = at.span.waitedFor === undefined ? undefined : byId.get(at.span.waitedFor);
  }
  return { longestChain: chain, longestChainMs: total(last) };
}
