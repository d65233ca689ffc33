import { defineRule } from '../../model/finding.ts';
import { connect } from '../../probes/facts/mail.ts';
import { familyIsHere, missed } from '../elsewhere.ts';

export default defineRule({
  id: 'net/unreachable',
  title: 'The server cannot be reached',
  severity: 'error',
  on: 'endpoint',
  reads: [connect],
  messages: { failed: '{host} ({ip}) cannot be reached ({code}).' },
  *check(at, view) {
    const failure = view.failure(connect, at);
    if (failure?.kind !== 'unreachable' || !familyIsHere(at, view)) return;
    const how = missed(at, view);
    if (how === undefined) return;
    const args = { host: at.host, ip: at.ip, port: at.port, protocol: at.protocol, code: failure.code ?? '' };
    yield { message: 'failed', args, ...how };
  },
});
