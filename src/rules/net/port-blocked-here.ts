import { defineRule } from '../../model/finding.ts';
import { controlPort } from '../../probes/facts/here.ts';
import { connect } from '../../probes/facts/mail.ts';

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
    if (control === undefined || control.hosts.length === 0) return;
    const { port } = control;
    const attempts = view.all(connect);
    const onPort = attempts.filter(({ subject }) => subject.port === port);
    const isSilent = ({ outcome }: (typeof attempts)[number]) =>
      outcome.status === 'failed' && outcome.failure.kind === 'timeout';
    const timedOut = onPort.filter(isSilent);
    if (timedOut.length === 0 || onPort.some(({ outcome }) => outcome.status === 'observed')) return;
    if (control.hosts.some(({ outcome }) => outcome !== 'timeout')) return;
    // Something must get through from here, or it is the network as a whole; where only records are asked for, they do.
    const isAudit = view.target.records !== undefined;
    if (!isAudit && !attempts.some(({ outcome }) => outcome.status === 'observed')) return;
    yield {
      message: 'blocked',
      args: {
        port,
        hosts: [...new Set(timedOut.map(({ subject }) => subject.host))].join(', '),
        controls: [...new Set(control.hosts.map(({ host }) => host))].join(', '),
      },
      ...(isAudit ? { severity: 'notice' as const } : {}),
      because: [view.id(controlPort, at), ...timedOut.map(({ id }) => id)].flatMap((id) => id ?? []),
    };
  },
});
