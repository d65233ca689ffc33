import type { Configuration } from '../../model/configuration.ts';
import { defineProbe } from '../../model/probe.ts';
import { configuration } from '../facts/configuration.ts';

/** What the file of a client says, which was read before the run. Asks nobody. */
export const probeConfiguration = (read: Configuration) =>
  defineProbe({
    id: 'settings/configuration',
    on: 'file',
    effect: 'lookup',
    yields: [configuration],
    async run(_, run) {
      await run.stage(configuration, async () => read);
    },
  });
