import type { View } from '../model/finding.ts';
import { type Endpoint, host } from '../model/subject.ts';
import { type DaneRecords, daneRecords } from '../probes/facts/dnssec.ts';

export type DaneState =
  /** Senders of mail go by the records (RFC 7672 section 2.2). */
  | 'secure'
  /** They do not: some step of the way to them is not signed. */
  | 'insecure'
  /** The resolver's word on it does not count. */
  | 'unproved';

export function daneState({ secure, trusted }: DaneRecords): DaneState {
  if (!trusted) return 'unproved';
  return secure.exchangers && secure.addresses && secure.records ? 'secure' : 'insecure';
}

/** TLSA records of the host that an endpoint belongs to. */
export const daneOf = (at: Endpoint, view: View): DaneRecords | undefined => view.value(daneRecords, host(at.host));
