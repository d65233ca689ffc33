import { fact } from '../../model/evidence.ts';
import type { DnsAnswer } from '../../model/resolver.ts';
import type { SrvRecord } from '../../protocols/srv-record.ts';

/** A records of a host. NXDOMAIN and NODATA are observed answers without records. */
export const ipv4Addresses = fact<DnsAnswer>()('dns/a', 'host', 'IPv4 addresses');
/** AAAA records of a host. */
export const ipv6Addresses = fact<DnsAnswer>()('dns/aaaa', 'host', 'IPv6 addresses');

/** All addresses of a host that will be tried; failed when neither family gave one. */
export interface Addresses {
  readonly ips: readonly string[];
  /** `dns`: from A/AAAA. `literal`: the host is an IP. `pinned`: by --resolve. */
  readonly source: 'dns' | 'literal' | 'pinned';
}
export const addresses = fact<Addresses>()('dns/addresses', 'host', 'addresses');

/** Where a service will be tried; skipped when the lookup of its host gave nothing to try. */
export const places = fact<{ readonly ips: readonly string[] }>()('dns/places', 'service', 'connections');

export interface MailExchangers {
  /** Ascending preference. `.` as exchange is a null MX (RFC 7505). */
  readonly records: readonly { readonly preference: number; readonly exchange: string }[];
  readonly nullMx: boolean;
  readonly rcode: 'NOERROR' | 'NXDOMAIN';
  /** The resolver has validated them, and its word on that counts. */
  readonly secure?: boolean;
}
export const mailExchangers = fact<MailExchangers>()('dns/mx', 'domain', 'mail exchangers');

export interface ServiceRecord extends SrvRecord {
  readonly label: '_imaps' | '_imap' | '_pop3s' | '_pop3' | '_submissions' | '_submission' | '_sieve';
  /** Seconds that it may be kept. */
  readonly ttl?: number;
  /** The resolver has validated it, and its word on that counts. */
  readonly secure?: true;
}
/** SRV records of RFC 6186 and RFC 8314. Labels without an answer are left out. */
export const serviceRecords = fact<{ readonly records: readonly ServiceRecord[] }>()(
  'dns/services',
  'domain',
  'service records',
);

/** Names that were guessed for a domain and exist. */
export const guessedHosts = fact<{ readonly tried: readonly string[]; readonly exist: readonly string[] }>()(
  'dns/guesses',
  'domain',
  'guessed server names',
);

export const reverseNames = fact<{ readonly names: readonly string[]; readonly forwardConfirmed: boolean }>()(
  'dns/ptr',
  'address',
  'reverse name',
);
