import { defineProbe } from '../../model/probe.ts';
import { isBimiRecord, parseBimi } from '../../protocols/bimi.ts';
import type { LookUp } from '../dns/look-up.ts';
import { bimi } from '../facts/published.ts';
import { textsAt } from './texts.ts';

/** TXT of `default._bimi`. The picture itself is not fetched. */
export const probeBimiRecord = (look: LookUp) =>
  defineProbe({
    id: 'bimi/record',
    on: 'domain',
    effect: 'lookup',
    yields: [bimi],
    async run(at, run) {
      await run.stage(bimi, async () => {
        const { texts } = await textsAt(look, run, `default._bimi.${at.name}`);
        return { records: texts.filter(isBimiRecord).map(parseBimi) };
      });
    },
  });
