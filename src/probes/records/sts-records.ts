import { defineProbe } from '../../model/probe.ts';
import { isStsRecord, parseStsRecord, resemblesSts } from '../../protocols/mta-sts.ts';
import type { LookUp } from '../dns/look-up.ts';
import { stsRecords } from '../facts/mta-sts.ts';
import { textsAt } from './texts.ts';

/** TXT of `_mta-sts`: is there a policy, and which (RFC 8461 section 3.1)? */
export const probeStsRecords = (look: LookUp) =>
  defineProbe({
    id: 'mta-sts/record',
    on: 'domain',
    effect: 'lookup',
    yields: [stsRecords],
    async run(at, run) {
      await run.stage(stsRecords, async () => {
        const { texts } = await textsAt(look, run, `_mta-sts.${at.name}`);
        return { records: texts.filter(isStsRecord).map(parseStsRecord), resembling: texts.filter(resemblesSts) };
      });
    },
  });
