/** One CAA record (RFC 8659 section 4). */
export interface CaaRecord {
  /** Bit 7: who does not understand the tag must not issue. */
  readonly critical: boolean;
  /** Lower case. */
  readonly tag: string;
  /** As written. Hostile. */
  readonly value: string;
}

/** Reads `0 issue "ca.example.net"`. */
export function parseCaa(data: string): CaaRecord {
  const [flags = '', tag = '', ...rest] = data.split(' ');
  return { critical: (Number(flags) & 128) !== 0, tag: tag.toLowerCase(), value: rest.join(' ').replace(/^"|"$/g, '') };
}

/** The authority that an `issue` or `issuewild` names; empty for one that allows nobody. */
export const issuerOf = ({ value }: CaaRecord): string => (value.split(';')[0] ?? '').trim().toLowerCase();

/** Tags that authorities know: RFC 8659, RFC 9495, and those registered with IANA. */
const known = ['issue', 'issuewild', 'iodef', 'issuemail', 'issuevmc', 'contactemail', 'contactphone'];
export const isUnknownCritical = ({ critical, tag }: CaaRecord): boolean => critical && !known.includes(tag);

/** Authorities that may issue for a name; undefined when the records leave it to anybody. */
export function allowedIssuers(records: readonly CaaRecord[]): string[] | undefined {
  const issue = records.filter(({ tag }) => tag === 'issue');
  if (issue.length === 0) return undefined;
  return [...new Set(issue.map(issuerOf).filter((name) => name !== ''))];
}

/** The names that are asked for CAA, from the name itself up to its top-level domain (RFC 8659 section 3). */
export function climb(name: string): string[] {
  const labels = name.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
}
