import type { Io } from '../../model/io.ts';
import { defineProbe } from '../../model/probe.ts';
import { clock } from '../facts/here.ts';

/**
 * What this machine takes the time to be.
 * @param options builtAt: ISO 8601, when this mailcheck was built
 */
export const probeClock = ({ io, builtAt }: { readonly io: Io; readonly builtAt: string }) =>
  defineProbe({
    id: 'here/clock',
    on: 'here',
    effect: 'lookup',
    yields: [clock],
    async run(_, run) {
      await run.stage(clock, async () => ({ now: io.now().toISOString(), builtAt }));
    },
  });
