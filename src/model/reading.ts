/** How sure a reading is. `certain`: code and words agree, or the code allows nothing else. `possible`: a guess. */
export const readingConfidences = ['certain', 'likely', 'possible'] as const;
export type ReadingConfidence = (typeof readingConfidences)[number];

/** One thing that a text may mean. */
export interface Candidate {
  /** The id of a root cause. */
  readonly cause: string;
  /** What speaks for it. */
  readonly because: string;
}

/** A candidate that was not chosen. */
export interface RunnerUp extends Candidate {
  /** Why it lost. */
  readonly against: string;
  /** Nothing in the text speaks against it; something beside the text speaks for it. */
  readonly open?: boolean;
}

/** What a text means. */
export interface Reading {
  /** The id of a root cause, or `unknown`. */
  readonly cause: string;
  /** Left out when the cause is unknown. */
  readonly confidence?: ReadingConfidence;
  readonly because?: string;
  /** Best first. */
  readonly alternatives: readonly RunnerUp[];
}

/** A block list that a text names. */
export interface NamedList {
  readonly name: string;
  /** DNS zone, where it is known. */
  readonly zone?: string;
  /** Where the listing is looked up or taken off: the link of the text, else the operator's. */
  readonly url?: string;
}

/** What was read out of a text, each in the order of its appearance and once. All of it is the writer's: hostile. */
export interface Extracted {
  /** SMTP status code, `550`; IMAP and POP3 status, `NO`, `-ERR`. */
  readonly code?: string;
  /** RFC 3463. */
  readonly enhancedCode?: string;
  /** IMAP or POP3 response code without brackets. */
  readonly responseCode?: string;
  /** Id of the provider or product that wrote it. */
  readonly provider?: string;
  readonly addresses: readonly string[];
  readonly ips: readonly string[];
  readonly urls: readonly string[];
  readonly blockLists: readonly NamedList[];
  /** Seconds to wait before trying again. */
  readonly retryAfterSeconds?: number;
  /** Sizes that the text names, in bytes. */
  readonly sizes: readonly number[];
  /** Numbers of messages, recipients, connections, attempts that the text names as a limit. */
  readonly limits: readonly { readonly of: string; readonly most: number }[];
}

/** Something to do. */
export interface NextStep {
  readonly for: 'owner' | 'administrator';
  readonly text: string;
  /** The provider's page about it. */
  readonly url?: string;
}

/** Texts of one input that mean the same. */
export interface ReadGroup extends Reading {
  readonly title: string;
  /** What the cause is, in a sentence or two of its page; left out when it is unknown. */
  readonly meaning?: string;
  readonly alternatives: readonly (RunnerUp & { readonly title: string })[];
  /** The provider of `extracted` as people call it. */
  readonly providerName?: string;
  readonly count: number;
  /** The first of them, as it was written: hostile. */
  readonly text: string;
  /** Line of the input, from 1; left out for a single text. */
  readonly line?: number;
  /** Recipients of a bounce or a log that met it, each once, sixteen at most. */
  readonly recipients: readonly string[];
  readonly extracted: Extracted;
  readonly steps: readonly NextStep[];
}

/** Where a text comes from, as people and tools name it; `dsn` is a bounce or a queue's log. */
export const textOrigins = ['smtp', 'imap', 'pop3', 'sieve', 'dsn', 'tls', 'socket', 'dns'] as const;
export type TextOrigin = (typeof textOrigins)[number];

/** An input that was explained: a reply, a log, a bounce, the header of a message. */
export interface ExplainedText {
  readonly kind: 'reply' | 'log' | 'bounce' | 'message';
  /** Those that are understood first, by how often; then the unknown. */
  readonly groups: readonly ReadGroup[];
  /** Of a log: lines, and how many of them tell of a failure. */
  readonly lines?: { readonly all: number; readonly failures: number };
  /** Of a bounce: who wrote it, and in which form. */
  readonly bounce?: {
    readonly form: 'standard' | 'prose';
    readonly from?: string;
    readonly reportingMta?: string;
    readonly subject?: string;
  };
}

/** Characters of an input that are read; of a longer one the rest is left alone. */
export const longestText = 32 * 1024 * 1024;
