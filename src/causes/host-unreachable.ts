import { type Case, defineCause, type Expectation } from '../model/cause.ts';
import type { ObservationId } from '../model/evidence.ts';
import { here } from '../model/subject.ts';
import { controlPort } from '../probes/facts/here.ts';
import { connect } from '../probes/facts/mail.ts';
import { portsCommand, serverCommand } from './command-line.ts';
import { publishedEchoes } from './echoes.ts';
import { stated } from './statement.ts';
import { useWorkingPort } from './use-working-port.ts';
import { endpointsOf, whereOf } from './where.ts';
import { reached } from './working-ports.ts';

const sameHost = (at: Case) => reached(at, ({ host }) => at.hosts.includes(host));

/** Another host that a connection was made to, a control host among them. */
function otherHost(at: Case): { readonly name: string; readonly id: ObservationId } | undefined {
  const other = reached(at, ({ host }) => !at.hosts.includes(host));
  if (other !== undefined) return { name: other.subject.host, id: other.id };
  const control = at.view.value(controlPort, here)?.hosts.find(({ outcome }) => outcome === 'open');
  const id = at.view.id(controlPort, here);
  return control === undefined || id === undefined ? undefined : { name: control.host, id };
}

export default defineCause({
  id: 'host-unreachable',
  title: 'No connection to the server comes about',
  layer: 'network',
  sharing: 'host',
  symptoms: [{ rule: 'net/timeout' }, { rule: 'net/unreachable' }],
  explains: publishedEchoes('timeout', 'unreachable'),
  yieldsTo: ['no-network', 'resolver-rewrites', 'port-blocked-here', 'ipv6-broken'],
  leavesOpen: (at) => sameHost(at) === undefined && otherHost(at) === undefined,
  expects(at) {
    const other = sameHost(at) ?? otherHost(at);
    const list: Expectation[] = [
      other === undefined
        ? { text: 'something else can be reached from here', state: 'untested' }
        : { text: 'something else can be reached from here', state: 'seen', because: [other.id] },
    ];
    if (at.ports.includes(25)) {
      const control = at.view.value(controlPort, here);
      const id = at.view.id(controlPort, here);
      const open = control?.port === 25 && control.hosts.some(({ outcome }) => outcome === 'open');
      list.push({
        text: 'port 25 is open from here to other servers',
        state: open ? 'seen' : 'untested',
        ...(open && id !== undefined ? { because: [id] } : {}),
      });
    }
    return list;
  },
  ruledOut(at) {
    const same = sameHost(at);
    const other = otherHost(at);
    return [
      ...(same === undefined ? [] : stated(`a server that is down (its port ${same.subject.port} answers)`, same.id)),
      ...(other === undefined ? [] : stated(`no network here (${other.name} answers)`, other.id)),
    ];
  },
  summary(at) {
    const same = sameHost(at);
    const how = at.findings.every(({ rule }) => rule === 'net/unreachable')
      ? 'the network says that there is no way there'
      : 'no answer came before the deadline';
    if (same !== undefined) {
      return `${whereOf(at)}: ${how}, while port ${same.subject.port} of the same server answers. A firewall on the way, or at the server, drops this port.`;
    }
    const guess =
      otherHost(at) === undefined
        ? 'Nothing else was reached either, so the trouble may as well be in the network here.'
        : 'Other servers are reached from here, so the server is down, has moved, or is shielded by a firewall.';
    return `${whereOf(at)}: ${how}. ${guess}`;
  },
  actions(at) {
    const host = at.hosts[0] ?? 'HOST';
    return [
      ...useWorkingPort(at),
      {
        text: 'Try once from another network (a mobile phone), without VPN and security software.',
        command: portsCommand(host),
      },
      { text: 'Ask the provider whether the server is down, or whether it shuts out your network or address.' },
      {
        text: 'As administrator, check that the server runs, that its address in the DNS is right, and that the firewall lets the port in.',
      },
    ];
  },
  check(at) {
    const [one] = endpointsOf(at);
    return one === undefined || at.view.id(connect, one) === undefined
      ? portsCommand(at.hosts[0] ?? 'HOST')
      : serverCommand(one);
  },
});
