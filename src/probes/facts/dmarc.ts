import { fact } from '../../model/evidence.ts';
import type { DnsTrouble } from '../../model/failure.ts';
import type { DmarcRecord } from '../../protocols/dmarc/record.ts';

/** What one name has for DMARC. */
export interface DmarcName {
  /** Without `_dmarc.`. */
  readonly name: string;
  /** Records that begin with `v=DMARC1`; exactly one counts. */
  readonly records: readonly DmarcRecord[];
  /** Texts that were perhaps meant as one. Hostile. */
  readonly resembling: readonly string[];
  readonly trouble?: DnsTrouble;
}

export interface DmarcDiscovery {
  /** Every name that was asked, longest first: the walk of RFC 9989 and the organisational domain of RFC 7489. */
  readonly names: readonly DmarcName[];
  /** By the Public Suffix List (RFC 7489 section 3.2); undefined for a public suffix. */
  readonly bySuffixList?: string;
  /** By the walk (RFC 9989 section 4.10.2). */
  readonly byWalk: string;
  /** The name whose record governs the domain, by each; undefined: none does. */
  readonly governing: { readonly rfc7489?: string; readonly rfc9989?: string };
  /** Records at names where nobody looks: the domain itself, or the name with the domain written twice. Hostile. */
  readonly misplaced: readonly { readonly name: string; readonly text: string }[];
}
/** DMARC policy of a domain and where it comes from. */
export const dmarcPolicy = fact<DmarcDiscovery>()('dmarc/policy', 'domain', 'DMARC policy');

export interface ReportAuthorisation {
  /** The domain that reports go to, outside the one that the record is of. */
  readonly domain: string;
  /** `example.org._report._dmarc.example.net`. */
  readonly name: string;
  readonly authorised: boolean;
  /** Could not be asked. */
  readonly trouble?: DnsTrouble;
}
/** Do other domains take the reports that the policy sends there (RFC 7489 7.1, RFC 9990 section 4)? */
export const reportAuthorisations = fact<{ readonly domains: readonly ReportAuthorisation[] }>()(
  'dmarc/report-authorisations',
  'domain',
  'consent to DMARC reports',
);
