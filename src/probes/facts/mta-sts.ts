import { fact } from '../../model/evidence.ts';
import type { Failure } from '../../model/failure.ts';
import type { TlsView } from '../../model/tls-view.ts';
import type { StsPolicy, StsRecord } from '../../protocols/mta-sts.ts';

export interface StsRecords {
  /** Records that begin with `v=STSv1`; exactly one counts. */
  readonly records: readonly StsRecord[];
  /** Texts that were perhaps meant as one. Hostile. */
  readonly resembling: readonly string[];
}
/** TXT of `_mta-sts` (RFC 8461 section 3.1). */
export const stsRecords = fact<StsRecords>()('mta-sts/record', 'domain', 'MTA-STS record');

/** What came of asking for the policy. */
export type StsFetch =
  | { readonly kind: 'policy'; readonly policy: StsPolicy }
  /** The host of the policy has no address. */
  | { readonly kind: 'no-host' }
  /** All its addresses are private: nobody else gets the policy there, and mailcheck does not ask there. */
  | { readonly kind: 'private'; readonly ips: readonly string[] }
  /** The certificate does not prove the host; nothing was asked. */
  | { readonly kind: 'certificate'; readonly tls: TlsView }
  /** Anything but 200, a redirect included (RFC 8461 section 3.3). */
  | { readonly kind: 'status'; readonly status: number; readonly location?: string }
  | { readonly kind: 'too-long' }
  /** Sent in a form that was not asked for. */
  | { readonly kind: 'encoded'; readonly encoding: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface StsPolicyFetch {
  readonly url: string;
  /** The host is an alias of this name: its operator keeps the policy. */
  readonly alias?: string;
  /** The address that was asked. */
  readonly ip?: string;
  readonly contentType?: string;
  readonly result: StsFetch;
}
/** The policy over HTTPS (RFC 8461 section 3.3). */
export const stsPolicy = fact<StsPolicyFetch>()('mta-sts/policy', 'domain', 'MTA-STS policy');
