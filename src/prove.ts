import { createView } from './engine/view.ts';
import type { Evidence } from './model/report.ts';
import type { ServerProof } from './model/settings.ts';
import { provenServers } from './overview/proven-servers.ts';

/** Servers of the run that a mail client can be set up with: TLS verified, and something to log in by. Best first. */
export const proveServers = (evidence: Evidence): ServerProof[] =>
  provenServers(createView({ ...evidence, now: new Date(evidence.startedAt) }));
