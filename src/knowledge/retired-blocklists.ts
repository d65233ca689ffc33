import type { RetiredList } from './blocklist.ts';
import data from './retired-blocklists.json' with { type: 'json' };

/** Zones that are never asked, with the reason. */
export const retiredLists = data.lists as readonly object[] as readonly RetiredList[];

/** The retired list that a zone is, or lies below. */
export const findRetiredList = (zone: string): RetiredList | undefined =>
  retiredLists.find((one) => one.zone === zone) ??
  retiredLists.find(({ refuseSuffixes = [] }) =>
    refuseSuffixes.some((suffix) => zone === suffix || zone.endsWith(`.${suffix}`)),
  );
