import { createView } from './engine/view.ts';
import type { Proposal } from './model/proposal.ts';
import type { Evidence } from './model/report.ts';
import { proposal } from './overview/proposal.ts';

/** Records that would be right for the domain that the evidence is about; good ones are kept. Needs the evidence of `mailcheck dns`. */
export const proposeRecords = (evidence: Evidence): Proposal =>
  proposal(createView({ ...evidence, now: new Date(evidence.startedAt) }));
