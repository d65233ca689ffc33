import { judgeAnswer } from '../../knowledge/blocklist-codes.ts';
import type { BlockList } from '../../knowledge/blocklists.ts';
import { defineProbe } from '../../model/probe.ts';
import { ipBytes } from '../../protocols/ip.ts';
import { type Asker, type Attempt, ask, attempt, data, type LookUp } from '../dns/look-up.ts';
import { type ListHealth, listHealth } from '../facts/blocklist.ts';
import { type ListOptions, oneRound, takesAddresses, unknownBy } from './list-options.ts';

/** Asks each list for an entry that it must have and one that it must not have (RFC 5782 section 5). */
export const probeHealthOfLists = (options: ListOptions) =>
  defineProbe({
    id: 'blocklist/health',
    on: 'here',
    effect: 'lookup',
    yields: [listHealth],
    async run(_, run) {
      await run.stage(listHealth, async () => {
        const once = oneRound(run);
        const lists = options.lists.filter((list) => takesAddresses(list));
        return { lists: await Promise.all(lists.map((list) => healthOf(options, once, list))) };
      });
    },
  });

async function healthOf(look: LookUp, by: Asker, list: BlockList): Promise<ListHealth> {
  const [positive, negative] = await Promise.all(
    [list.testPoints.positive, list.testPoints.negative].map((points) =>
      attempt(ask(look, by, testName(points, list), 'A').then(data)),
    ),
  );
  const why = judgeHealth(list, positive!, negative!);
  return { zone: list.zone, usable: why === 'ok', why };
}

/** IPv6 points stand for a list only when it has no IPv4. */
function testName(points: readonly string[], list: BlockList): string {
  const length = list.kinds.includes('ip4') ? 4 : 16;
  const bytes = points.map(ipBytes).find((one) => one?.length === length) ?? Uint8Array.of(127, 0, 0, 1);
  return `${[...labels(bytes)].reverse().join('.')}.${list.zone}`;
}

/** `::ffff:7f00:2` has 32 nibbles here; as an address it would be taken for IPv4. */
const labels = (bytes: Uint8Array): string[] =>
  bytes.length === 4 ? [...bytes].map(String) : [...bytes].flatMap((byte) => [...byte.toString(16).padStart(2, '0')]);

export function judgeHealth(
  list: BlockList,
  positive: Attempt<readonly string[]>,
  negative: Attempt<readonly string[]>,
): ListHealth['why'] {
  if ('failure' in positive) return unknownBy(positive.failure);
  if (positive.value.length === 0) return list.access.needs === 'registration' ? 'not-enrolled' : 'dead';
  const judged = judgeAnswer(list, positive.value);
  if (judged.unknown !== undefined) return judged.unknown;
  const { positiveAnswer } = list.testPoints;
  if (positiveAnswer !== undefined && !positiveAnswer.some((code) => positive.value.includes(code))) {
    return 'unknown-code';
  }
  if ('failure' in negative) return unknownBy(negative.failure);
  if (negative.value.length === 0) return 'ok';
  const denied = judgeAnswer(list, negative.value).unknown;
  return denied === undefined || denied === 'unknown-code' ? 'wildcard' : denied;
}
