import type { BlockList } from '../../knowledge/blocklist.ts';
import type { BulkAnswer, BulkResolver, DnsLane } from '../../model/bulk-resolver.ts';
import { rateOf } from './ask-resolver.ts';
import type { AskList } from './desk.ts';
import type { Heard } from './health.ts';

export interface AskBulkOptions {
  readonly bulk: BulkResolver;
  /** For the few questions that are not for addresses. */
  readonly others: AskList;
  /** Questions a second to one operator. */
  readonly perSecond?: number | undefined;
}

/** Questions to lists by the bulk resolver, a lane an operator. */
export function askBulk({ bulk, others, perSecond }: AskBulkOptions): AskList {
  const lanes = new Map<string, DnsLane>();
  const laneOf = (list: BlockList): DnsLane => {
    const rate = rateOf(list, perSecond);
    const lane = lanes.get(list.operator) ?? (Number.isFinite(rate) ? { perSecond: rate } : {});
    lanes.set(list.operator, lane);
    return lane;
  };
  return async (list, name, type, by) =>
    type === 'A' ? heard(await bulk.ask(name, laneOf(list))) : others(list, name, type, by);
}

/** What the run itself broke off says nothing, as silence does. */
function heard(answer: BulkAnswer): Heard {
  if (answer.kind === 'answer') return { value: answer.ips };
  const { trouble, resolver } =
    answer.kind === 'trouble' ? answer : { trouble: 'timeout' as const, resolver: undefined };
  return { failure: { kind: 'dns', stage: 'dns', trouble, ...(resolver === undefined ? {} : { resolver }) } };
}
