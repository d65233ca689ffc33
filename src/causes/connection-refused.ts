import { defineCause } from '../model/cause.ts';
import { connect } from '../probes/facts/mail.ts';
import { portsCommand, serverCommand } from './command-line.ts';
import { publishedEchoes } from './echoes.ts';
import { stated } from './statement.ts';
import { useWorkingPort } from './use-working-port.ts';
import { endpointsOf, whereOf } from './where.ts';
import { reached } from './working-ports.ts';

export default defineCause({
  id: 'connection-refused',
  title: 'The server refuses the connection',
  layer: 'network',
  sharing: 'host',
  symptoms: [{ rule: 'net/refused' }],
  explains: publishedEchoes('refused'),
  yieldsTo: ['no-network', 'resolver-rewrites', 'ipv6-broken'],
  ruledOut(at) {
    const other = reached(at, ({ host }) => at.hosts.includes(host));
    return [
      ...stated(
        'a silent firewall or a dead line (the refusal came back at once)',
        ...endpointsOf(at).map((one) => at.view.id(connect, one)),
      ),
      ...(other === undefined
        ? []
        : stated(`a machine that is down (its port ${other.subject.port} answers)`, other.id)),
    ];
  },
  summary: (at) =>
    `${whereOf(at)}: the connection is refused, so either nothing listens there, or a firewall rejects it.`,
  actions(at) {
    const [one] = endpointsOf(at);
    const host = at.hosts[0] ?? 'HOST';
    return [
      ...useWorkingPort(at),
      {
        text: 'Check that host and port are those of the provider; see which ports answer.',
        command: portsCommand(host),
      },
      {
        text: 'As administrator, see on the server whether anything listens there, then start the service or open the firewall.',
        command: `ss -ltnp 'sport = :${one?.port ?? 993}'`,
      },
    ];
  },
  check(at) {
    const [one] = endpointsOf(at);
    return one === undefined ? portsCommand(at.hosts[0] ?? 'HOST') : serverCommand(one);
  },
});
