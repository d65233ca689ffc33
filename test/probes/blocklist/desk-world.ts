import type { BlockList, KeyFamily } from '../../../src/knowledge/blocklist.ts';
import { findBlockList } from '../../../src/knowledge/blocklists.ts';
import type { DnsTrouble } from '../../../src/model/failure.ts';
import type { ListResult, ListVerdict } from '../../../src/model/listing.ts';
import { Secret } from '../../../src/model/secret.ts';
import { askResolver } from '../../../src/probes/blocklist/ask-resolver.ts';
import { createListDesk, type ListDesk } from '../../../src/probes/blocklist/desk.ts';
import { addressSubject, type ListSubject, nameSubject } from '../../../src/probes/blocklist/list-question.ts';
import { createGate, type Pace } from '../../../src/probes/blocklist/pace.ts';
import { chooseLists } from '../../../src/settings/list-choice.ts';
import { type FakeResolver, fakeResolver, type Zone } from '../fake-resolver.ts';
import { fakeJournal } from '../fake-run.ts';
import { io, target } from '../world.ts';

/** A list by its zone; one that is not known is what a user named. */
export function listAt(zone: string): BlockList {
  const known = findBlockList(zone);
  if (known !== undefined) return known;
  const choice = chooseLists([zone], new Map());
  if ('problem' in choice) throw new Error(choice.problem);
  return choice.lists[0]!;
}

const noPace: Pace = { take: async () => {} };
/** Every question goes at once. */
export const unhurried = { pace: noPace, gate: createGate(100) };

export interface DeskWorld {
  readonly desk: ListDesk;
  readonly resolver: FakeResolver;
  /** What a list says about an address or a name, as a user writes it. */
  check(zone: string, subject: string): Promise<ListResult>;
  /** Milliseconds; may be set. */
  clock: { now: number };
}

/** A desk whose lists answer from a literal zone. */
export function deskWorld(
  zone: Zone,
  options: {
    readonly otherwise?: (name: string) => readonly string[] | DnsTrouble | undefined;
    readonly keys?: Partial<Record<KeyFamily, string>>;
    readonly reasons?: readonly ListVerdict[];
  } = {},
): DeskWorld {
  const resolver = fakeResolver(zone, (name, type) => (type === 'A' ? options.otherwise?.(name) : undefined));
  const clock = { now: 0 };
  const desk = createListDesk({
    ask: askResolver({ io: io({ resolver }), target: target(), ...unhurried }),
    keys: new Map(Object.entries(options.keys ?? {}).map(([family, key]) => [family as KeyFamily, new Secret(key)])),
    reasons: options.reasons ?? ['listed', 'policy'],
    now: () => clock.now,
  });
  const by = { journal: fakeJournal(), signal: new AbortController().signal };
  return {
    desk,
    resolver,
    clock,
    async check(at, text) {
      const list = listAt(at);
      return desk.check(list, await subjectOf(text, list), by);
    },
  };
}

export const subjectOf = async (text: string, list: BlockList): Promise<ListSubject> =>
  addressSubject(text) ?? (await nameSubject(text, [list]));

/** Test entries of an IPv4 list that is sound. */
export const sound = (zone: string, answer: readonly string[] = ['127.0.0.2']): Zone => ({
  [`2.0.0.127.${zone} A`]: answer,
});
