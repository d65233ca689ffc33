import type { BlockList, ListKind } from '../../knowledge/blocklist.ts';
import { Inconclusive } from '../../model/failure.ts';
import { defineProbe, type Probe, type ProbeRun } from '../../model/probe.ts';
import { familyOf } from '../../model/subject.ts';
import type { Target } from '../../model/target.ts';
import { addressClass, canonicalIp } from '../../protocols/ip.ts';
import { isPublicName } from '../../protocols/special-names.ts';
import { type LookUp, together } from '../dns/look-up.ts';
import { isMailHost } from '../dns/mail-hosts.ts';
import { listHealth, listings, nameListings } from '../facts/blocklist.ts';
import type { ListDesk } from './desk.ts';
import { addressSubject, type ListSubject, nameSubject } from './list-question.ts';

export interface ListOptions extends LookUp {
  readonly desk: ListDesk;
  readonly lists: readonly BlockList[];
  /** Ask about addresses and names that the public Internet does not have, too. */
  readonly allowPrivate: boolean;
}

/** Asks each list for an entry that it must have and one that it must not have (RFC 5782 section 5). */
export const probeHealthOfLists = ({ desk, lists, target }: ListOptions) =>
  defineProbe({
    id: 'blocklist/health',
    on: 'here',
    effect: 'lookup',
    yields: [listHealth],
    async run(_, run) {
      await run.stage(listHealth, async () => {
        const once = together(run);
        const wanted = wantedKinds(target);
        const tests = lists.flatMap((list) =>
          list.kinds.filter((kind) => wanted.includes(kind)).map((kind) => ({ list, kind })),
        );
        const tested = await Promise.all(tests.map(({ list, kind }) => desk.health(list, kind, once)));
        return { lists: [...new Set(tested)] };
      });
    },
  });

/** The kinds of things that will be asked about, as far as that is known before names are resolved. */
function wantedKinds({ blacklist, domain, family }: Target): ListKind[] {
  const asked = blacklist?.subjects ?? [];
  const names =
    blacklist === undefined
      ? domain === undefined
        ? []
        : [domain]
      : asked.filter((one) => canonicalIp(one) === undefined);
  const families = blacklist === undefined || names.length > 0 ? [4, 6] : asked.map(familyOf);
  return [
    ...(families.includes(4) && family !== 6 ? ['ip4' as const] : []),
    ...(families.includes(6) && family !== 4 ? ['ip6' as const] : []),
    ...(names.length > 0 ? ['domain' as const] : []),
  ];
}

/** Asks the lists about the addresses that mail is sent from: all at once. */
export const probeListings = (options: ListOptions) =>
  defineProbe({
    id: 'blocklist/listings',
    on: 'address',
    effect: 'lookup',
    yields: [listings],
    async run(at, run) {
      const subject = addressSubject(at.ip);
      const asked = options.target.blacklist !== undefined || (await isMailHost(options, run, at.host));
      if (subject === undefined || !asked) return run.skip(listings, 'not-applicable');
      await run.stage(listings, async () => {
        const kind = addressClass(at.ip);
        if (!options.allowPrivate && kind !== 'public') {
          throw new Inconclusive(`lists are not asked about ${kind} addresses`);
        }
        const lists = options.lists.filter(({ kinds }) => kinds.includes('ip4') || kinds.includes('ip6'));
        return { results: await askAll(options, run, lists, subject) };
      });
    },
  });

/** Asks the lists of names about the domain. */
export const probeNameListings = (options: ListOptions) =>
  defineProbe({
    id: 'blocklist/name-listings',
    on: 'domain',
    effect: 'lookup',
    yields: [nameListings],
    async run(at, run) {
      const lists = options.lists.filter(({ kinds }) => kinds.includes('domain'));
      if (lists.length === 0) return run.skip(nameListings, 'not-asked');
      await run.stage(nameListings, async () => {
        if (!options.allowPrivate && !isPublicName(at.name)) {
          throw new Inconclusive('lists are not asked about names that the public DNS does not have');
        }
        return { results: await askAll(options, run, lists, await nameSubject(at.name, lists)) };
      });
    },
  });

function askAll({ desk }: ListOptions, run: ProbeRun, lists: readonly BlockList[], subject: ListSubject) {
  const once = together(run);
  return Promise.all(lists.map((list) => desk.check(list, subject, once)));
}

/** Everything that a run asks block lists. */
export const listProbes = (options: ListOptions): readonly Probe[] =>
  [
    probeHealthOfLists(options),
    probeListings(options),
    probeNameListings(options),
  ] as readonly unknown[] as readonly Probe[];
