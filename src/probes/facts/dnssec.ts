import { fact } from '../../model/evidence.ts';
import type { DnsSignature } from '../../model/resolver.ts';
import type { TlsaRecord } from '../../protocols/tlsa.ts';

/** What the resolver lets see of a name's signatures. */
export interface Validation {
  /** `192.0.2.53:53`. */
  readonly resolver: string;
  /** Its word on DNSSEC counts: it is on this machine, or reached over a channel that proves it. */
  readonly trusted: boolean;
  /** It says that it has validated the answer (AD). */
  readonly authenticated: boolean;
  /** It refuses the answer as forged, and gives it when told not to check. */
  readonly bogus: boolean;
  /** Codes of RFC 8914 that came with the refusal: 7 is an expired signature. */
  readonly ede: readonly number[];
  /** Of a refused answer: the signatures that it has after all. */
  readonly signatures?: readonly DnsSignature[];
}

export interface DomainValidation extends Validation {
  /** The name is the top of a zone. */
  readonly apex: boolean;
  /** DS records at the parent. Undefined: could not be asked for. */
  readonly ds?: readonly string[];
  /** DNSKEY records in the zone. */
  readonly keys?: number;
}
/** Signatures of the domain. For a run that does not ask for records: only when its lookup failed. */
export const domainValidation = fact<DomainValidation>()('dnssec/domain', 'domain', 'DNSSEC of the domain');
/** Signatures of a host's addresses, asked for only when their lookup failed. */
export const hostValidation = fact<Validation>()('dnssec/host', 'host', 'DNSSEC of the host');

export interface DaneRecords {
  /** `_25._tcp.mail.example.org`. */
  readonly name: string;
  readonly records: readonly TlsaRecord[];
  /** By a resolver whose word counts: the MX records, the addresses, the TLSA records are signed. */
  readonly secure: { readonly exchangers: boolean; readonly addresses: boolean; readonly records: boolean };
  /** Whether the resolver's word counts at all; if not, `secure` says nothing. */
  readonly trusted: boolean;
}
/** TLSA records of a mail exchanger's port 25 (RFC 7672). */
export const daneRecords = fact<DaneRecords>()('dane/records', 'host', 'TLSA records');
