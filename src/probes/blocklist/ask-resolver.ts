import { type BlockList, politePerSecond } from '../../knowledge/blocklist.ts';
import { ask, attempt, data, type LookUp } from '../dns/look-up.ts';
import { patiently } from '../patience.ts';
import type { AskList } from './desk.ts';
import type { Gate, Pace } from './pace.ts';

/** A slow list must not hold up the rest. */
const patienceMs = 3_000;

/** Questions a second to the operator of a list: what the user said, else what the operator says, else few. */
export const rateOf = (list: BlockList, wished?: number): number => wished ?? list.access.perSecond ?? politePerSecond;

export interface AskResolverOptions extends LookUp {
  readonly pace: Pace;
  /** Some resolvers lose questions when they get too many at once. */
  readonly gate: Gate;
  /** Questions a second to one operator. */
  readonly perSecond?: number | undefined;
}

/** Questions to lists through the resolver of the run. */
export function askResolver({ pace, gate, perSecond, ...look }: AskResolverOptions): AskList {
  const ms = Math.min(patienceMs, look.io.limits.dnsMs);
  return async (list, name, type, { journal, signal }) => {
    await pace.take(list.operator, rateOf(list, perSecond), signal);
    return gate.run(() =>
      patiently(ms, signal, (limited) => attempt(ask(look, { journal, signal: limited }, name, type).then(data))),
    );
  };
}
