import { type BlockList, type KeyFamily, keyBases, keyFamilies } from '../knowledge/blocklist.ts';
import { blockLists, findBlockList, standardLists } from '../knowledge/blocklists.ts';
import { findRetiredList } from '../knowledge/retired-blocklists.ts';
import type { Secret } from '../model/secret.ts';
import { asciiHostName, isHostName } from '../protocols/dns-names.ts';
import { type Problem, quoted } from './problem.ts';

export { keyFamilies };

export type ListKeys = ReadonlyMap<KeyFamily, Secret>;

/** The lists of a run, and the keys for those that want one. */
export interface ListChoice {
  readonly lists: readonly BlockList[];
  readonly keys: ListKeys;
}

/** The lists that are asked when nobody chose any. */
export const standardChoice = (keys: ListKeys = new Map()): ListChoice => ({ lists: standardFor(keys), keys });

/**
 * The lists that these words stand for: `default`, `all`, zones. A zone that nobody should ask is a problem with its
 * reason. Pure.
 */
export function chooseLists(words: readonly string[], keys: ListKeys): ListChoice | Problem {
  const lists = new Map<string, BlockList>();
  for (const word of words) {
    const meant = word === 'default' ? standardFor(keys) : word === 'all' ? allFor(keys) : namedList(word);
    if ('problem' in meant) return meant;
    for (const list of 'zone' in meant ? [meant] : meant) lists.set(list.zone, list);
  }
  return { lists: [...lists.values()], keys };
}

const isOpen = (list: BlockList, keys: ListKeys): boolean => list.key === undefined || keys.has(list.key);

const standardFor = (keys: ListKeys): BlockList[] => withoutTwins(standardLists, keys);

/** With a key the customers' zone takes the place of the public one. */
function withoutTwins(lists: readonly BlockList[], keys: ListKeys): BlockList[] {
  const open = lists.filter((list) => isOpen(list, keys));
  const zones = new Set(open.map(({ zone }) => zone));
  return open.filter(({ keyedEquivalent }) => keyedEquivalent === undefined || !zones.has(keyedEquivalent));
}

/** Every list that can be asked, but for those whose entries another one has as well. */
function allFor(keys: ListKeys): BlockList[] {
  const askable = blockLists.filter(
    (list) => list.unaskable === undefined && list.access.needs !== 'contract' && isOpen(list, keys),
  );
  const zones = new Set(askable.map(({ zone }) => zone));
  return withoutTwins(
    askable.filter(({ coveredBy }) => coveredBy === undefined || !zones.has(coveredBy)),
    keys,
  );
}

/** A list by its zone; one that is not known is taken as most lists are. */
function namedList(text: string): BlockList | Problem {
  const zone = (asciiHostName(text.trim()) ?? text.trim().toLowerCase()).replace(/^\{key\}\./, '');
  const known = findBlockList(zone);
  if (known?.unaskable !== undefined) {
    return { problem: `--lists ${zone}: ${known.name} cannot be asked: ${known.unaskable}.` };
  }
  if (known !== undefined) return known;
  const family = keyFamilies.find((one) => isAtOrBelow(zone, keyBases[one]));
  if (family !== undefined) {
    // What stands in front may be the key: it is not repeated.
    const zones = blockLists.flatMap((one) => (one.key === family ? [one.zone] : []));
    return {
      problem: `--lists: this is no list below ${keyBases[family]}, or it has the key in it, which every user of this machine can read.`,
      wayOut: `Write ${zones.join(' or ')}, and give the key by --key ${family}=env:NAME or --key ${family}=file:PATH`,
    };
  }
  const retired = findRetiredList(zone);
  if (retired !== undefined) {
    const state = retired.state === 'dead' ? 'is dead' : 'lists everything, so its answers mean nothing';
    return {
      problem: `--lists ${zone}: ${retired.name} ${state}: ${retired.reason}.`,
      wayOut:
        retired.replacement === undefined
          ? 'Leave it out; what is alive: mailcheck blacklist --lists-info'
          : `Ask ${retired.replacement} instead.`,
    };
  }
  if (!isHostName(zone) || !zone.includes('.')) {
    return {
      problem: `--lists ${quoted(text)}: this is not the zone of a list.`,
      wayOut: 'Write default, all, or zones: --lists zen.spamhaus.org,bl.spamcop.net',
    };
  }
  return foreign(zone);
}

/** A list that nothing is known of: RFC 5782 says how it should behave, and its test entries will tell. */
const foreign = (zone: string): BlockList => ({
  zone,
  name: zone,
  operator: zone,
  kinds: ['ip4', 'ip6', 'domain'],
  role: 'block',
  domainLevel: 'host',
  codes: { '127.0.0.2-254': { meaning: 'listed; what the code means is not known here', severity: 'listed' } },
  errorCodes: {},
  impact: 'low',
  granularity: 'ip',
  access: { needs: 'free', publicResolvers: 'unknown' },
  testPoints: {
    positive: ['127.0.0.2', '::ffff:7f00:2', 'test'],
    negative: ['127.0.0.1', '::ffff:7f00:1', 'invalid'],
  },
  isForeign: true,
  evidence: 'named by the user',
  confidence: 'low',
  sources: [],
});

/** The operator that is named, or whose lists lie at or below a zone. */
export function keyFamilyOf(text: string): KeyFamily | undefined {
  const name = text.toLowerCase();
  return keyFamilies.find((one) => one === name || isAtOrBelow(name, keyBases[one]));
}

const isAtOrBelow = (zone: string, base: string): boolean => zone === base || zone.endsWith(`.${base}`);
