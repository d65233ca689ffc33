import type { View } from '../model/finding.ts';
import type { Proposal } from '../model/proposal.ts';
import { type Domain, domain } from '../model/subject.ts';
import { mailExchangers } from '../probes/facts/dns.ts';
import { proposedExchangers } from './proposed-exchangers.ts';
import { proposedKeys } from './proposed-keys.ts';
import { proposedPolicy } from './proposed-policy.ts';
import { proposedServices } from './proposed-services.ts';
import { proposedSpf } from './proposed-spf.ts';
import { proposedTransport } from './proposed-transport.ts';

/** What the proposals of all kinds go by. */
export interface Ground {
  readonly at: Domain;
  readonly view: View;
  /** Hosts that can take the domain's mail, best first. */
  readonly exchangers: readonly string[];
  /** The domain says that it receives no mail. */
  readonly mute: boolean;
}

/** Records that would be right for the domain of a run, by the evidence alone: good ones are kept as they are. Pure. */
export function proposal(view: View): Proposal {
  const at = domain(view.target.domain ?? '');
  const mx = proposedExchangers(at, view);
  const ground: Ground = {
    at,
    view,
    exchangers: mx.hosts,
    mute: view.value(mailExchangers, at)?.nullMx === true,
  };
  return {
    domain: at.name,
    madeAt: view.now.toISOString(),
    groups: [
      mx.group,
      proposedSpf(ground),
      proposedKeys(ground),
      proposedPolicy(ground),
      ...proposedTransport(ground),
      ...proposedServices(ground),
    ].filter(({ records, remarks }) => records.length > 0 || remarks.length > 0),
  };
}
