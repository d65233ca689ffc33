import { defineRule } from '../../model/finding.ts';
import { connect } from '../../probes/facts/mail.ts';
import { familyIsHere, missed } from '../elsewhere.ts';

export default defineRule({
  id: 'net/refused',
  title: 'The connection is refused',
  severity: 'error',
  on: 'endpoint',
  reads: [connect],
  messages: { failed: '{host} ({ip}) refuses connections to port {port}.' },
  *check(at, view) {
    const failure = view.failure(connect, at);
    if (failure?.kind !== 'refused' || !familyIsHere(at, view)) return;
    const how = missed(at, view);
    if (how === undefined) return;
    const args = { host: at.host, ip: at.ip, port: at.port, protocol: at.protocol };
    yield { message: 'failed', args, ...how };
  },
});
