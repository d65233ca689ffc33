import type { View } from '../model/finding.ts';
import type { Domain } from '../model/subject.ts';
import { dmarcPolicy } from '../probes/facts/dmarc.ts';
import { appliedPolicy, type DmarcPolicy, type DmarcRecord } from '../protocols/dmarc/record.ts';

export interface Governing {
  readonly record: DmarcRecord;
  /** The name that has it, without `_dmarc.`. */
  readonly name: string;
  /** What receivers are asked to do with mail of the domain that fails. Undefined: the record says nothing that holds. */
  readonly policy?: DmarcPolicy;
}

/** The record that governs the domain, by RFC 9989 and else by RFC 7489. */
export function governingRecord(at: Domain, view: View): Governing | undefined {
  const found = view.value(dmarcPolicy, at);
  const name = found?.governing.rfc9989 ?? found?.governing.rfc7489;
  const record = found?.names.find((one) => one.name === name)?.records[0];
  if (name === undefined || record === undefined) return undefined;
  const policy = appliedPolicy(record, name !== at.name);
  return { record, name, ...(policy === undefined ? {} : { policy }) };
}
