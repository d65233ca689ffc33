import type { Diagnosis, NotTested, RankedCause } from './cause.ts';
import type { ClientReport } from './client-report.ts';
import type { Observation, ObservationId } from './evidence.ts';
import type { Finding } from './finding.ts';
import type { SettingsReport } from './settings.ts';
import type { Target } from './target.ts';

/** Adding a field raises the minor version; removing or renaming one, the major. */
export const schemaVersion = '1.0';

export interface Tool {
  readonly name: 'mailcheck';
  readonly version: string;
  /** `v20.20.2`. */
  readonly node: string;
  readonly openssl: string;
  /** Where trusted roots came from. */
  readonly roots: string;
}

export interface Timing {
  /** Wall time of gathering. */
  readonly elapsedMs: number;
  /** Observations that waited for one another and took longest, first to last. */
  readonly longestChain: readonly ObservationId[];
  readonly longestChainMs: number;
  readonly connections: number;
  readonly queries: number;
}

/** What `--save` writes and `--replay` judges again. */
export interface Evidence {
  readonly schemaVersion: string;
  readonly tool: Tool;
  /** The subcommand. */
  readonly command: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly target: Target;
  readonly observations: readonly Observation[];
  readonly timing: Timing;
  /** Ctrl-C or the deadline ended the run early. */
  readonly interrupted?: 'signal' | 'deadline';
  /** Things the user should know about this run: an insecure flag, an environment variable that changes TLS. */
  readonly remarks: readonly string[];
  /** Faults of mailcheck itself; the rest of the run stands. */
  readonly crashes: readonly string[];
}

/** What a domain publishes of one kind, told for reading; the facts are in the evidence. */
export interface RecordSection {
  /** `MX`, `DMARC`. */
  readonly title: string;
  readonly lines: readonly RecordLine[];
}

export interface RecordLine {
  /** 0 for what belongs to the section, 1 for what belongs to the line before it, and so on. */
  readonly depth: number;
  /** A record, a name or an address, as published: hostile. Empty when there is only the note. */
  readonly text: string;
  /** What mailcheck says of it. */
  readonly note?: string;
}

export interface Report {
  readonly schemaVersion: string;
  readonly tool: Tool;
  readonly command: string;
  readonly startedAt: string;
  readonly target: Target;
  readonly verdict: Diagnosis['verdict'];
  readonly causes: readonly RankedCause[];
  readonly findings: readonly Finding[];
  /** Indexes of findings that no cause explains. */
  readonly unexplained: readonly number[];
  readonly notTested: readonly NotTested[];
  /** Of a run that asks for the records of a domain. */
  readonly records?: readonly RecordSection[];
  /** Of a run that looks for settings. */
  readonly settings?: SettingsReport;
  /** Which mail programs can use the servers; where servers for them were seen over TLS. */
  readonly clients?: readonly ClientReport[];
  readonly evidence: readonly Observation[];
  readonly timing: Timing;
  readonly interrupted?: Evidence['interrupted'];
  readonly remarks: readonly string[];
  readonly crashes: readonly string[];
}
