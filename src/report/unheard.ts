import { originNames, type SourceReport } from '../model/settings.ts';

/** Sources that may know more, and could not be asked. Undefined: all were heard. Server text in it is as received. */
export function unheardText(sources: readonly SourceReport[]): string | undefined {
  const failed = sources.filter(({ state, origin }) => state === 'failed' && origin !== 'guess');
  const [first] = failed;
  if (first === undefined) return undefined;
  const many = failed.length === 1 ? 'one source' : `${failed.length} sources`;
  return `${many} could not be asked (${originNames[first.origin]}: ${first.text})`;
}
