import type { Severity } from '../model/finding.ts';
import type { DkimLookup } from '../probes/facts/dkim.ts';

/** A key that is in use for certain fails mail now; of one that was only guessed nobody knows whether it is used. */
export const weightOfKey = (
  source: DkimLookup['source'],
  guessed: Severity = 'warning',
): { readonly severity?: Severity } => (source === 'common' ? { severity: guessed } : {});
