import { defineProbe } from '../../model/probe.ts';
import type { LookUp } from '../dns/look-up.ts';
import { spfEvaluations, spfSurvey } from '../facts/spf.ts';
import { evaluateSpf, type SpfSubject } from './evaluate.ts';

export interface SpfSenders extends LookUp {
  /** Who is checked for mail of a domain. */
  readonly senders: (domain: string) => readonly SpfSubject[];
}

/** Whether the SPF policy of a domain lets senders send. Comes after the survey, whose answers the resolver remembers. */
export const probeSpfEvaluations = (look: SpfSenders) =>
  defineProbe({
    id: 'spf/evaluations',
    on: 'domain',
    effect: 'lookup',
    after: [spfSurvey],
    yields: [spfEvaluations],
    async run(at, run) {
      const senders = look.senders(at.name);
      if (senders.length === 0) return run.skip(spfEvaluations, 'not-asked');
      await run.stage(spfEvaluations, async (journal) => {
        const by = { journal, signal: run.signal };
        return { evaluations: await Promise.all(senders.map((sender) => evaluateSpf(sender, look.io, by))) };
      });
    },
  });
