import { defineProbe } from '../../model/probe.ts';
import { ask, attempt, data, kept, randomLabel, together } from '../dns/look-up.ts';
import { wildcard } from '../facts/settings.ts';
import type { WebLookUp } from '../web/ask-web.ts';

/** A name below the domain that nobody has made: does it lead anywhere? */
export const probeWildcard = (look: WebLookUp) =>
  defineProbe({
    id: 'settings/wildcard',
    on: 'domain',
    effect: 'lookup',
    yields: [wildcard],
    async run(at, run) {
      await run.stage(wildcard, async () => {
        const once = together(run);
        const name = `${randomLabel()}.${at.name}`;
        const answers = kept(
          await Promise.all((['A', 'AAAA'] as const).map((type) => attempt(ask(look, once, name, type)))),
        );
        const alias = answers.flatMap(({ cnames }) => cnames).at(-1);
        return { ips: answers.flatMap(data), ...(alias === undefined ? {} : { alias }) };
      });
    },
  });
