/** Records that would be right for a domain, to be published by its owner. */
export interface Proposal {
  /** A-labels. */
  readonly domain: string;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly groups: readonly ProposedGroup[];
}

export interface ProposedGroup {
  /** `SPF`. */
  readonly title: string;
  /** Sentences: where the records come from, and what has to be done or known beside them. */
  readonly remarks: readonly string[];
  readonly records: readonly ProposedRecord[];
  /** A file that belongs to the records. */
  readonly file?: { readonly place: string; readonly lines: readonly string[] };
}

export interface ProposedRecord {
  /** The whole name, without trailing dot. */
  readonly name: string;
  readonly type: 'A' | 'MX' | 'TXT' | 'CNAME' | 'CAA' | 'TLSA' | 'SRV';
  /** Presentation form with whole names; TXT is the text itself. */
  readonly data: string;
  /** Not known: shown for filling in, never as a record that holds. */
  readonly example?: true;
}
