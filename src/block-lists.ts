import { askResolver } from './probes/blocklist/ask-resolver.ts';
import { createListDesk, type ListDesk } from './probes/blocklist/desk.ts';
import { createGate, createPace, pause } from './probes/blocklist/pace.ts';
import type { LookUp } from './probes/dns/look-up.ts';
import type { ListChoice } from './settings/list-choice.ts';

/** Everything about block lists that a run loads when it asks them. */
export { listProbes } from './probes/blocklist/list-probes.ts';
export { standardChoice } from './settings/list-choice.ts';

/** Questions to one operator that go at once; those after them at the operator's pace. */
const burst = 40;
const now = () => performance.now();

/** The desk of one run over the run's own resolver. */
export const createRunDesk = (look: LookUp, { keys }: ListChoice, perSecond?: number): ListDesk =>
  createListDesk({
    ask: askResolver({ ...look, pace: createPace({ burst, now, wait: pause }), gate: createGate(100), perSecond }),
    keys,
    reasons: ['listed', 'policy'],
    now,
  });
