import {
  type ListedTarget,
  type ListResult,
  type ListTally,
  type ListVerdict,
  worstVerdict,
} from '../../model/listing.ts';

/** Counts what is told of many targets, in memory that does not grow with them. */
export interface TallyKeeper {
  /** All that is told of one target: its name and each of its addresses. */
  add(told: readonly ListedTarget[]): void;
  value(): ListTally;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Row = Writable<ListTally['lists'][number]>;

const mostExamples = 20;

/** @param before what an earlier run counted, to go on from */
export function createTally(before?: ListTally): TallyKeeper {
  const counts = { grave: 0, light: 0, policy: 0, clean: 0, unknown: 0, notAsked: 0, ...before };
  const rows = new Map<string, Row>(before?.lists.map((row) => [row.zone, { ...row }]));
  const examples = [...(before?.examples ?? [])];
  const rowOf = ({ zone, name, impact }: ListResult): Row => {
    const row = rows.get(zone) ?? { zone, name, impact, listed: 0, policy: 0, info: 0, clean: 0, unknown: 0 };
    rows.set(zone, row);
    return row;
  };
  return {
    add(told) {
      const results = told.flatMap((one) => one.results);
      const kind = kindOf(results);
      counts[kind]++;
      if (kind === 'grave' && examples.length < mostExamples) examples.push(told[0]?.target ?? '');
      const byZone = new Map<string, ListResult[]>();
      for (const one of results) byZone.set(one.zone, [...(byZone.get(one.zone) ?? []), one]);
      for (const of of byZone.values()) {
        const verdict = worstVerdict(of.map((one) => one.verdict));
        if (verdict !== 'not-applicable') rowOf(of[0]!)[verdict]++;
      }
    },
    value: () => ({ ...counts, lists: [...rows.values()], examples }),
  };
}

function kindOf(results: readonly ListResult[]): 'grave' | 'light' | 'policy' | 'clean' | 'unknown' | 'notAsked' {
  if (results.length === 0) return 'notAsked';
  if (results.some(({ verdict, impact }) => verdict === 'listed' && impact !== 'low')) return 'grave';
  const worst: ListVerdict = worstVerdict(results.map(({ verdict }) => verdict));
  if (worst === 'listed') return 'light';
  if (worst === 'policy') return 'policy';
  return worst === 'unknown' || worst === 'not-applicable' ? 'unknown' : 'clean';
}
