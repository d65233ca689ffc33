import { defineRule } from '../../model/finding.ts';
import { connect } from '../../probes/facts/mail.ts';
import { isBlockedHere, weightOfBlocked } from '../blocked-here.ts';
import { familyIsHere, missed } from '../elsewhere.ts';

export default defineRule({
  id: 'net/timeout',
  title: 'No answer to the attempt to connect',
  severity: 'error',
  on: 'endpoint',
  reads: [connect],
  messages: { failed: '{host} ({ip}) does not answer on port {port} within {seconds} s.' },
  *check(at, view) {
    const failure = view.failure(connect, at);
    if (failure?.kind !== 'timeout' || !familyIsHere(at, view)) return;
    const how = missed(at, view);
    if (how === undefined) return;
    const args = {
      host: at.host,
      ip: at.ip,
      port: at.port,
      protocol: at.protocol,
      seconds: Math.round(failure.afterMs / 1000),
    };
    // At a port that is blocked here it says nothing of the server.
    yield { message: 'failed', args, ...(isBlockedHere(at.port, view) ? weightOfBlocked(at.port, view) : how) };
  },
});
