/** The public library. Everything that is not exported here is private. */

export { type Discovered, type DiscoverOptions, discover } from './discover.ts';
export { type Explanation, explain, explainIds, type Topic, topics } from './explain.ts';
export type { ReadText, TextHints } from './explain-text.ts';
export { gather } from './gather.ts';
export { judge } from './judge.ts';
export { phases } from './knowledge/replies/pasted.ts';
export type { Cause, Diagnosis, RankedCause } from './model/cause.ts';
export type { Observation, Outcome } from './model/evidence.ts';
export type { Failure } from './model/failure.ts';
export type { Finding, Severity } from './model/finding.ts';
export type { Network } from './model/network.ts';
export type { RunEvent } from './model/probe.ts';
export type { Proposal } from './model/proposal.ts';
export type { ExplainedText, Extracted, ReadGroup, Reading } from './model/reading.ts';
export type { Evidence, Report } from './model/report.ts';
export { type Credentials, Secret } from './model/secret.ts';
export type {
  AuthMethod,
  Candidate,
  CandidateProof,
  ProviderConditions,
  PublishedSettings,
  ServerSettings,
  SettingsReport,
  SourceReport,
  Trust,
} from './model/settings.ts';
export type { Endpoint, Subject } from './model/subject.ts';
export type { NamedServer, Symptom, Target } from './model/target.ts';
export { proposeRecords } from './propose.ts';
export { writeEvidence } from './report/evidence-file.ts';
export { render } from './report/format.ts';
export { renderZone } from './report/zone.ts';
export type { RunOptions } from './run-options.ts';
export { type FileProblem, readEvidence } from './settings/evidence-file.ts';

import type { ReadText, TextHints } from './explain-text.ts';
import { gather } from './gather.ts';
import { judge } from './judge.ts';
import type { ExplainedText } from './model/reading.ts';
import type { Report } from './model/report.ts';
import type { RunOptions } from './run-options.ts';

/** Finds out why mail does not work: `judge(await gather(options))`. */
export const diagnose = async (options: RunOptions): Promise<Report> => judge(await gather(options));

/**
 * Explains what somebody pasted or saved: a reply, several of them, a dialog, a log, a bounce, a message. Passwords in it
 * are not in the answer. Loads what it compares with on use. @param input - hostile; as bytes when it comes from a file
 */
export const explainText = async (input: string | Uint8Array, hints: TextHints = {}): Promise<ExplainedText> =>
  (await import('./explain-text.ts')).explainText(input, hints);

/** Loads the reader of single texts, for many of them. */
export const loadReader = async (): Promise<(text: string, hints?: TextHints) => ReadText> =>
  (await import('./explain-text.ts')).readOne;
