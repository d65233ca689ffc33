import type { BlockList } from './blocklist.ts';
import data from './blocklists.json' with { type: 'json' };

/** Every list that is believed to be alive, those for customers and the doubtful ones as well. */
export const blockLists = data.lists as readonly object[] as readonly BlockList[];
/** Refusals that hold for every list. */
export const globalErrorCodes = data.globalErrorCodes as BlockList['errorCodes'];
/** Where the facts come from. */
export const blockListSources: Readonly<Record<string, string>> = data.sources;
/** Year and month in which they were gathered. */
export const blockListsAsOf: string = data.asOf;

/** Alive, free to ask, with documented codes. Keyed ones among them are for those who have a key. */
export const standardLists: readonly BlockList[] = blockLists.filter(({ standard }) => standard === true);

export const findBlockList = (zone: string): BlockList | undefined => blockLists.find((one) => one.zone === zone);
