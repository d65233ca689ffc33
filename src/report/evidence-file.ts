import { effects, type Observation } from '../model/evidence.ts';
import { type Evidence, schemaVersion } from '../model/report.ts';
import { asciiJson } from './encode.ts';

/** Why a file cannot be judged again. */
export interface FileProblem {
  readonly problem: 'not-json' | 'not-evidence' | 'newer';
  readonly detail: string;
}

/** The file that `--save` writes: one JSON object, in ASCII. */
export const writeEvidence = (evidence: Evidence): string => `${asciiJson(evidence, 1)}\n`;

/**
 * Reads what `writeEvidence` wrote, or a report in JSON. Only the shape is checked that judging relies on; what is in
 * the observations stays hostile text.
 */
export function readEvidence(text: string): Evidence | FileProblem {
  const parsed = parse(text);
  if ('problem' in parsed) return parsed as unknown as FileProblem;
  const { tool, schemaVersion: version } = parsed;
  if (!isObject(tool) || tool.name !== 'mailcheck' || typeof version !== 'string') {
    return notEvidence('it was not written by mailcheck --save');
  }
  const [major = 0] = version.split('.').map(Number);
  const [ours = 0] = schemaVersion.split('.').map(Number);
  if (major > ours) {
    return { problem: 'newer', detail: `it has version ${version}, and this mailcheck reads up to ${ours}.x` };
  }
  // A report holds the same observations under another name.
  const evidence = { ...parsed, observations: parsed.observations ?? parsed.evidence };
  const fault = faultIn(evidence);
  return fault === undefined ? (evidence as unknown as Evidence) : notEvidence(fault);
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const notEvidence = (detail: string): FileProblem => ({ problem: 'not-evidence', detail });
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string');

function parse(text: string): Json | FileProblem {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: 'not-json', detail: error instanceof Error ? error.message : 'it is not JSON' };
  }
  return isObject(value) ? value : notEvidence('it is not an object');
}

function faultIn({ target, observations, timing, startedAt, command, remarks, crashes }: Json): string | undefined {
  if (typeof command !== 'string') return 'command is missing';
  if (typeof startedAt !== 'string' || Number.isNaN(Date.parse(startedAt))) return 'startedAt is not a time';
  if (!isObject(target) || !Array.isArray(target.servers) || !isTexts(target.protocols)) return 'target is incomplete';
  if (!target.servers.every((one) => isObject(one) && typeof one.host === 'string')) return 'a server has no host';
  if (!effects.some((effect) => effect === target.ceiling)) return 'target.ceiling is unknown';
  if (!isObject(timing) || !isTexts(timing.longestChain)) return 'timing is incomplete';
  if (!isTexts(remarks) || !isTexts(crashes)) return 'remarks or crashes are missing';
  if (!Array.isArray(observations)) return 'there are no observations';
  const at = observations.findIndex((one) => !isObservation(one));
  return at === -1 ? undefined : `observation ${at + 1} is malformed`;
}

const subjectFields: Readonly<Record<string, readonly string[]>> = {
  here: [],
  domain: ['name'],
  host: ['name'],
  service: ['host', 'protocol', 'port', 'security'],
  address: ['host', 'ip'],
  endpoint: ['host', 'ip', 'protocol', 'port', 'security'],
};
const outcomeFields: Readonly<Record<string, string>> = {
  observed: 'value',
  failed: 'failure',
  inconclusive: 'reason',
  skipped: 'because',
};

function isObservation(one: unknown): one is Observation {
  if (!isObject(one) || typeof one.id !== 'string' || typeof one.fact !== 'string') return false;
  const { subject, outcome, span, transcript } = one;
  if (!isObject(subject) || !isObject(outcome) || !isObject(span) || !Array.isArray(transcript)) return false;
  const fields = Object.hasOwn(subjectFields, String(subject.kind)) ? subjectFields[String(subject.kind)] : undefined;
  if (fields === undefined || !fields.every((name) => typeof subject[name] === (name === 'port' ? 'number' : 'string')))
    return false;
  const field = Object.hasOwn(outcomeFields, String(outcome.status))
    ? outcomeFields[String(outcome.status)]
    : undefined;
  if (field === undefined || outcome[field] === undefined) return false;
  if (outcome.status === 'failed' && (!isObject(outcome.failure) || typeof outcome.failure.stage !== 'string'))
    return false;
  if (typeof span.ms !== 'number' || typeof span.startedAt !== 'number') return false;
  return transcript.every((line) => isObject(line) && typeof line.text === 'string' && typeof line.at === 'number');
}
