import type { Observation } from '../model/evidence.ts';
import { type Evidence, schemaVersion, type Timing, type Tool } from '../model/report.ts';
import { amount, count, listOf, Misfit, object, oneOf, optional, type Reader, text, time } from './json-reader.ts';
import { observationReader } from './observation-reader.ts';
import { targetReader } from './target-reader.ts';

/** Why a file cannot be judged again. */
export interface FileProblem {
  readonly problem: 'not-json' | 'not-evidence' | 'newer';
  readonly detail: string;
}

/**
 * Reads what `writeEvidence` wrote, or a report in JSON. What is given back has the shape that judging relies on and no
 * more; texts in it, and the values of facts, stay hostile.
 */
export function readEvidence(file: string): Evidence | FileProblem {
  let json: unknown;
  try {
    json = JSON.parse(file.replace(/^\ufeff/, ''));
  } catch {
    return { problem: 'not-json', detail: 'it is not JSON' };
  }
  let version = '';
  try {
    ({ schemaVersion: version } = header(json, ''));
    if (isNewer(version, 0)) return newer(version);
    const { evidence, observations = evidence, ...rest } = body(json, '');
    if (observations === undefined) throw new Misfit('there are no observations');
    return { schemaVersion, ...rest, observations };
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    return isNewer(version, 1) ? newer(version) : { problem: 'not-evidence', detail: error.message };
  }
}

/** Is a part of the version higher than ours? 0: the major one, 1: the minor one. */
const isNewer = (version: string, part: 0 | 1): boolean =>
  Number(version.split('.')[part]) > Number(schemaVersion.split('.')[part]);

const newer = (version: string): FileProblem => ({
  problem: 'newer',
  detail: `it has version ${version}, and this mailcheck reads up to ${schemaVersion}`,
});

const versionOf: Reader<string> = (value, at) => {
  const version = text(value, at);
  if (/^[1-9]\d{0,5}\.\d{1,6}$/.test(version)) return version;
  throw new Misfit(`${at} is no version`);
};
const header = object<{ readonly tool: Pick<Tool, 'name'>; readonly schemaVersion: string }>({
  tool: object<Pick<Tool, 'name'>>({ name: oneOf(['mailcheck']) }),
  schemaVersion: versionOf,
});

interface Body extends Omit<Evidence, 'schemaVersion' | 'observations'> {
  readonly observations?: readonly Observation[];
  /** What a report calls them. */
  readonly evidence?: readonly Observation[];
}
const body = object<Body>({
  tool: object<Tool>({ name: oneOf(['mailcheck']), version: text, node: text, openssl: text, roots: text }),
  command: text,
  startedAt: time,
  target: targetReader,
  observations: optional(listOf(observationReader)),
  evidence: optional(listOf(observationReader)),
  timing: object<Timing>({
    elapsedMs: amount,
    longestChain: listOf(text),
    longestChainMs: amount,
    connections: count,
    queries: count,
  }),
  interrupted: optional(oneOf(['signal', 'deadline'])),
  remarks: listOf(text),
  crashes: listOf(text),
});
