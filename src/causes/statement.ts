import type { Statement } from '../model/cause.ts';
import type { ObservationId } from '../model/evidence.ts';

/** A statement with its evidence; none when there is no evidence for it. */
export function stated(text: string, ...because: readonly (ObservationId | undefined)[]): Statement[] {
  const ids = because.filter((id) => id !== undefined);
  return ids.length === 0 ? [] : [{ text, because: ids }];
}
