import type { View } from '../model/finding.ts';
import { type Domain, domain } from '../model/subject.ts';
import { stsPolicy, stsRecords } from '../probes/facts/mta-sts.ts';
import type { StsPolicy } from '../protocols/mta-sts.ts';

/** The policy that senders go by: the domain announces it by one record, and it could be fetched and read. */
export function policyInForce(at: Domain, view: View): StsPolicy | undefined {
  const records = view.value(stsRecords, at)?.records ?? [];
  const result = view.value(stsPolicy, at)?.result;
  if (records.length !== 1 || records[0]?.id === undefined || result?.kind !== 'policy') return undefined;
  const { policy } = result;
  return policy.mode === undefined || policy.mode === 'none' || policy.maxAge === undefined ? undefined : policy;
}

/** The same for what belongs to the mail of the run's domain. */
export function policyOfRun(view: View): StsPolicy | undefined {
  const name = view.target.domain;
  return name === undefined ? undefined : policyInForce(domain(name), view);
}
