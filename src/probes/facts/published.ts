import { fact } from '../../model/evidence.ts';
import type { DnsTrouble } from '../../model/failure.ts';
import type { BimiRecord } from '../../protocols/bimi.ts';
import type { CaaRecord } from '../../protocols/caa.ts';
import type { SrvRecord } from '../../protocols/srv-record.ts';
import type { TlsRptRecord } from '../../protocols/tls-rpt.ts';

/** TXT of `_smtp._tls` (RFC 8460); exactly one record counts. */
export const tlsReporting = fact<{
  readonly records: readonly TlsRptRecord[];
  readonly resembling: readonly string[];
}>()('tls-rpt/record', 'domain', 'TLS-RPT record');

/** TXT of `default._bimi`. */
export const bimi = fact<{ readonly records: readonly BimiRecord[] }>()('bimi/record', 'domain', 'BIMI record');

export interface CaaSet {
  /** The name that has the records, at or above the domain; undefined: none has. */
  readonly at?: string;
  readonly records: readonly CaaRecord[];
}
/** Which authorities may issue certificates for names of the domain (RFC 8659). */
export const caa = fact<CaaSet>()('caa/records', 'domain', 'CAA records');

/** Names that mail programs look for beside SRV. */
export interface SetupName {
  readonly label: 'autoconfig' | 'autodiscover' | 'ua-auto-config';
  /** What it is an alias of. */
  readonly alias?: string;
  readonly ips: readonly string[];
  readonly trouble?: DnsTrouble;
}

export interface FurtherService extends SrvRecord {
  readonly label: string;
}

export interface SetupRecords {
  readonly names: readonly SetupName[];
  /** SRV records beside those of mail protocols: `_autodiscover`, `_jmap`, `_caldavs`, `_carddavs`. */
  readonly services: readonly FurtherService[];
  /** TXT of `_ua-auto-config`, and `mailconf=` at the domain. Hostile. */
  readonly texts: readonly string[];
}
/** Records by which mail programs set themselves up. Only names are looked at. */
export const setupRecords = fact<SetupRecords>()('dns/setup-records', 'domain', 'records for setting up programs');
