import type { Args, Severity } from '../model/finding.ts';
import type { ListResult } from '../model/listing.ts';

/** What is told of an entry at a list; equal names in every finding about lists. */
export const listingArgs = (result: ListResult): Args => ({
  zone: result.zone,
  list: result.name,
  meaning: result.meaning,
  impact: result.impact,
  code: result.answers.join(', '),
  consequence: result.consequence ?? '',
  covers: result.covers ?? '',
  delistUrl: result.delistUrl ?? result.lookupUrl ?? '',
});

/** Few receivers ask the lists of low impact: being on one explains no refusal by itself. */
export const listingSeverity = ({ impact }: ListResult): Severity => (impact === 'low' ? 'warning' : 'error');
