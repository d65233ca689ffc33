import { defineRule } from '../../model/finding.ts';
import { localNetwork } from '../../probes/facts/here.ts';
import { connect } from '../../probes/facts/mail.ts';

export default defineRule({
  id: 'here/no-network',
  title: 'This machine has no network',
  severity: 'critical',
  on: 'here',
  reads: [localNetwork],
  messages: { none: 'This machine has no address but loopback and link-local ones: nothing outside can be asked.' },
  *check(at, view) {
    const own = view.value(localNetwork, at);
    if (own === undefined || own.ipv4 || own.ipv6) return;
    // A server on this very machine needs no network.
    if (view.all(connect).some(({ outcome }) => outcome.status === 'observed')) return;
    yield { message: 'none' };
  },
});
