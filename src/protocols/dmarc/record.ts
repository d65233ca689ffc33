import { asciiHostName } from '../dns-names.ts';
import { parseTags, tagValue } from '../tag-list.ts';

export type DmarcPolicy = 'none' | 'quarantine' | 'reject';

/** What is wrong with a record. `p` alone makes it void: without `rua` it is then no policy at all (RFC 9989 4.7). */
export type DmarcFault =
  | { readonly tag: string; readonly value: string; readonly problem: 'value' }
  | { readonly tag: string; readonly value: string; readonly problem: 'syntax' }
  /** A tag of RFC 7489 that RFC 9989 has dropped: pct, rf, ri. */
  | { readonly tag: string; readonly value: string; readonly problem: 'dropped' };

export interface ReportAddress {
  /** As written. */
  readonly uri: string;
  /** Where reports go by mail; undefined when it is no `mailto:` address. */
  readonly address?: string;
  /** The domain of that address. A-labels. */
  readonly domain?: string;
}

/** A DMARC policy record, read (RFC 7489 section 6.3, RFC 9989 section 4.7). */
export interface DmarcRecord {
  readonly text: string;
  /** Undefined: missing or not a policy. */
  readonly policy?: DmarcPolicy;
  readonly subdomains?: DmarcPolicy;
  /** For subdomains that do not exist (RFC 9989). */
  readonly nonexistent?: DmarcPolicy;
  /** `r` when left out. */
  readonly dkim: 'r' | 's';
  readonly spf: 'r' | 's';
  /** RFC 7489 only; 100 when left out. */
  readonly percent: number;
  /** RFC 9989 `t=y`: the policy is not to be applied. */
  readonly testing: boolean;
  /** RFC 9989: `y` for a public suffix, `n` for an organisational domain. */
  readonly psd: 'y' | 'n' | 'u';
  readonly aggregate: readonly ReportAddress[];
  readonly failure: readonly ReportAddress[];
  readonly faults: readonly DmarcFault[];
}

/** Is the TXT record a DMARC record: the version first, in this very case (RFC 9989 section 4.7)? */
export const isDmarcRecord = (text: string): boolean => /^v[ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/.test(text);

/** Was it perhaps meant as one? Texts that look like it and are not selected. */
export const resemblesDmarc = (text: string): boolean =>
  !isDmarcRecord(text) && /^[\s"'\ufeff]*v?\s*[=:]?\s*dmarc\s*1?/i.test(text.slice(0, 64));

const mostAddresses = 20;

/** Reads a record that `isDmarcRecord`. */
export function parseDmarc(text: string): DmarcRecord {
  const list = parseTags(text);
  const faults: DmarcFault[] = list.faults.map(({ found }) => ({ tag: '', value: found, problem: 'syntax' }));
  const value = (tag: string) => tagValue(list, tag)?.trim();
  const wrong = (tag: string) => faults.push({ tag, value: (value(tag) ?? '').slice(0, 60), problem: 'value' });
  const oneOf = <T extends string>(tag: string, allowed: readonly T[]): T | undefined => {
    const given = value(tag)?.toLowerCase();
    const found = allowed.find((one) => one === given);
    if (given !== undefined && found === undefined) wrong(tag);
    return found;
  };
  const policies = ['none', 'quarantine', 'reject'] as const;
  const policy = oneOf('p', policies);
  const subdomains = oneOf('sp', policies);
  const nonexistent = oneOf('np', policies);
  const dkim = oneOf('adkim', ['r', 's'] as const) ?? 'r';
  const spf = oneOf('aspf', ['r', 's'] as const) ?? 'r';
  const testing = oneOf('t', ['y', 'n'] as const) === 'y';
  const psd = oneOf('psd', ['y', 'n', 'u'] as const) ?? 'u';
  const pct = value('pct');
  const percent = pct === undefined ? 100 : Number(pct);
  const isPercent = pct === undefined || (/^\d{1,3}$/.test(pct) && percent <= 100);
  if (!isPercent) wrong('pct');
  const fo = value('fo');
  if (fo !== undefined && !/^[01ds](?:\s*:\s*[01ds])*$/i.test(fo)) wrong('fo');
  for (const tag of ['pct', 'rf', 'ri']) {
    const given = value(tag);
    if (given !== undefined) faults.push({ tag, value: given.slice(0, 60), problem: 'dropped' });
  }
  const aggregate = addressesIn(value('rua'));
  const failure = addressesIn(value('ruf'));
  if (aggregate.some(({ address }) => address === undefined)) wrong('rua');
  if (failure.some(({ address }) => address === undefined)) wrong('ruf');
  return {
    text,
    ...(policy === undefined ? {} : { policy }),
    ...(subdomains === undefined ? {} : { subdomains }),
    ...(nonexistent === undefined ? {} : { nonexistent }),
    dkim,
    spf,
    percent: isPercent ? percent : 100,
    testing,
    psd,
    aggregate,
    failure,
    faults,
  };
}

/** `mailto:a@example.org!10m, mailto:…`: the size limit is of RFC 7489 and ignored. */
function addressesIn(value: string | undefined): ReportAddress[] {
  if (value === undefined) return [];
  return value
    .split(',')
    .slice(0, mostAddresses)
    .map((one) => {
      const uri = one.trim();
      const [, address, written] = /^mailto:([^@\s]+@([^@\s!?]+))(?:\?[^\s!]*)?(?:![0-9]+[kmgt]?)?$/i.exec(uri) ?? [];
      const domain = written === undefined ? undefined : asciiHostName(written);
      return address === undefined || domain === undefined ? { uri } : { uri, address, domain };
    });
}

/** The policy for the domain itself, or for mail from below it where the record was found above. */
export function appliedPolicy(record: DmarcRecord, inherited: boolean): DmarcPolicy | undefined {
  const own = record.policy ?? (record.aggregate.some(({ address }) => address !== undefined) ? 'none' : undefined);
  return own !== undefined && inherited ? (record.subdomains ?? own) : own;
}
