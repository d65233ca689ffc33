import type { BlockList, RetiredList } from './knowledge/blocklist.ts';
import { blockListSources, blockLists, blockListsAsOf } from './knowledge/blocklists.ts';
import { findRetiredList, retiredLists } from './knowledge/retired-blocklists.ts';
import { chooseLists } from './settings/list-choice.ts';
import { isProblem } from './settings/problem.ts';

export interface ListsInfo {
  /** Year and month in which the facts were gathered. */
  readonly asOf: string;
  readonly sources: Readonly<Record<string, string>>;
  readonly lists: readonly BlockList[];
  /** Never asked, with the reason. */
  readonly retired: readonly RetiredList[];
}

/** What is known of lists: everything, or only what these words stand for (`default`, `all`, zones). */
export function listsInfo(words?: readonly string[]): ListsInfo {
  const meant = words?.map((word) => ({ word, choice: chooseLists([word], new Map()) }));
  const zones = meant?.flatMap(({ word, choice }) =>
    isProblem(choice) ? [word.toLowerCase()] : choice.lists.map(({ zone }) => zone),
  );
  const lists = blockLists.filter(({ zone }) => zones?.includes(zone) ?? true);
  const retired =
    zones === undefined
      ? retiredLists
      : [
          ...new Set(
            zones.flatMap((zone) => (lists.some((one) => one.zone === zone) ? [] : (findRetiredList(zone) ?? []))),
          ),
        ];
  const used = new Set([...lists, ...retired].flatMap(({ sources }) => sources));
  return {
    asOf: blockListsAsOf,
    sources: Object.fromEntries(Object.entries(blockListSources).filter(([key]) => used.has(key))),
    lists,
    retired,
  };
}
