import { defineRule } from '../../model/finding.ts';
import { controlPort } from '../../probes/facts/here.ts';
import { connect } from '../../probes/facts/mail.ts';
import { isBlockedHere, weightOfBlocked } from '../blocked-here.ts';

export default defineRule({
  id: 'net/port-blocked-here',
  title: 'The network here blocks a port',
  severity: 'error',
  on: 'here',
  reads: [controlPort, connect],
  messages: {
    blocked: 'Port {port} cannot be reached from here at any server asked ({hosts}; as a control {controls}).',
  },
  *check(at, view) {
    const control = view.value(controlPort, at);
    if (control === undefined || !isBlockedHere(control.port, view)) return;
    const { port } = control;
    const silent = view
      .all(connect)
      .filter(
        ({ subject, outcome }) =>
          subject.port === port && outcome.status === 'failed' && outcome.failure.kind === 'timeout',
      );
    yield {
      message: 'blocked',
      args: {
        port,
        hosts: [...new Set(silent.map(({ subject }) => subject.host))].join(', '),
        controls: [...new Set(control.hosts.map(({ host }) => host))].join(', '),
      },
      because: [view.id(controlPort, at), ...silent.map(({ id }) => id)].flatMap((id) => id ?? []),
      ...weightOfBlocked(port, view),
    };
  },
});
