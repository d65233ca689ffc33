import { defineProbe } from '../../model/probe.ts';
import type { LookUp } from '../dns/look-up.ts';
import { spfSurvey } from '../facts/spf.ts';
import { surveySpf } from './survey.ts';

/** All records that the SPF policy of a domain leads to. */
export const probeSpfSurvey = (look: LookUp) =>
  defineProbe({
    id: 'spf/survey',
    on: 'domain',
    effect: 'lookup',
    yields: [spfSurvey],
    async run(at, run) {
      await run.stage(spfSurvey, (journal) => surveySpf(at.name, look.io, { journal, signal: run.signal }));
    },
  });
